import type { z } from "zod";
import { neverConnected } from "@/lib/providers/never-connected";
import { readCapped } from "@/lib/providers/read-capped";
import { AppError } from "@/lib/errors";
import { submittedSchema } from "./flux-answers";
import { fluxEndpoint } from "./flux-endpoint";
import { readFluxError } from "./flux-error";
import { fluxRefusal } from "./flux-refusal";

type Options = { apiKey: string; baseUrl: string; timeoutMs: number };

const MOST_ANSWER_BYTES = 1_000_000;

/**
 * Submits a task, once. It is never repeated here, for what is not certain may have been paid for.
 * @throws {AppError} with `charge: "none"` only where the service certainly did not take it.
 */
export async function sendTask(
  { apiKey, baseUrl, timeoutMs }: Options,
  model: string,
  body: Record<string, unknown>,
  signal: AbortSignal,
): Promise<z.infer<typeof submittedSchema>> {
  if (signal.aborted)
    throw new AppError("PROVIDER_TIMEOUT", { charge: "none", retryable: false, cause: signal.reason });
  const both = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const uncertain = { charge: "possible", retryable: false } as const;
  let response: Response;
  try {
    response = await fetch(fluxEndpoint(baseUrl, model), {
      method: "POST",
      headers: { "x-key": apiKey, "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: both,
    });
  } catch (cause) {
    if (neverConnected(cause)) throw new AppError("PROVIDER_UNAVAILABLE", { charge: "none", retryable: true, cause });
    throw new AppError(both.aborted ? "PROVIDER_TIMEOUT" : "PROVIDER_UNAVAILABLE", { ...uncertain, cause });
  }
  let text: string;
  try {
    text = (await readCapped(response, MOST_ANSWER_BYTES)).toString("utf8");
  } catch (cause) {
    // Of an error the status says enough.
    if (response.ok)
      throw new AppError(both.aborted ? "PROVIDER_TIMEOUT" : "PROVIDER_BAD_RESULT", { ...uncertain, cause });
    text = "";
  }
  if (!response.ok) {
    const header = (name: string): string | null => response.headers.get(name);
    const prompt = typeof body["prompt"] === "string" ? body["prompt"] : "";
    throw fluxRefusal(response.status, readFluxError(text, header, [apiKey, prompt]), header("retry-after"));
  }
  try {
    return submittedSchema.parse(JSON.parse(text));
  } catch {
    // Not the parser's own error: it quotes the answer.
    throw new AppError("PROVIDER_BAD_RESULT", {
      ...uncertain,
      cause: new Error("the answer to a submit is unreadable"),
    });
  }
}
