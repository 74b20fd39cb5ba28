import { AppError } from "@/lib/errors";

/**
 * Asks OpenAI, or what speaks its protocol, for its list of models, and says to the operator that it answers; costs nothing.
 * @throws {AppError} PROVIDER_NOT_CONFIGURED for a wrong key, PROVIDER_UNAVAILABLE otherwise.
 */
export async function checkOpenAi(
  { apiKey, baseUrl, model }: { apiKey: string; baseUrl: string; model: string },
  signal: AbortSignal,
): Promise<string> {
  const status = await fetch(`${baseUrl.replace(/\/$/, "")}/models`, {
    headers: { authorization: `Bearer ${apiKey}` },
    redirect: "manual",
    signal,
  }).then(
    async (response) => {
      await response.body?.cancel();
      return response.status;
    },
    (cause: unknown) => {
      throw unavailable(cause);
    },
  );
  if (status === 401 || status === 403)
    throw new AppError("PROVIDER_NOT_CONFIGURED", { detail: "The OpenAI endpoint does not accept this key." });
  if (status !== 200) throw unavailable(new Error(`the list of models answered ${status}`));
  return `The OpenAI endpoint takes the key; asked will be ${model}.`;
}

const unavailable = (cause: unknown): AppError =>
  new AppError("PROVIDER_UNAVAILABLE", { cause, detail: "The OpenAI endpoint does not answer right now." });
