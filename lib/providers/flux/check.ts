import { readCapped } from "@/lib/providers/read-capped";
import { AppError } from "@/lib/errors";
import { creditsSchema } from "./flux-answers";
import { fluxEndpoint } from "./flux-endpoint";

/**
 * Asks BFL how many credits are left (each a hundredth of a US dollar); costs nothing.
 * @throws {AppError} PROVIDER_NOT_CONFIGURED for a wrong key, PROVIDER_UNAVAILABLE otherwise.
 */
export async function checkFlux(
  { apiKey, baseUrl }: { apiKey: string; baseUrl: string },
  signal: AbortSignal,
): Promise<{ credits: number }> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(fluxEndpoint(baseUrl, "credits"), {
      headers: { "x-key": apiKey, accept: "application/json" },
      redirect: "manual",
      signal,
    });
    status = response.status;
    text = (await readCapped(response, 100_000)).toString("utf8");
  } catch (cause) {
    throw unavailable(cause);
  }
  if (status === 401 || status === 403)
    throw new AppError("PROVIDER_NOT_CONFIGURED", { detail: "Black Forest Labs does not accept this key." });
  if (status !== 200) throw unavailable(new Error(`the credits answered ${status}`));
  try {
    return { credits: creditsSchema.parse(JSON.parse(text)).credits };
  } catch (cause) {
    throw unavailable(cause);
  }
}

const unavailable = (cause: unknown): AppError =>
  new AppError("PROVIDER_UNAVAILABLE", { cause, detail: "Black Forest Labs does not answer right now." });
