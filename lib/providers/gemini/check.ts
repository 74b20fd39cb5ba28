import { AppError } from "@/lib/errors";
import { endNotice } from "@/lib/providers/known-models";
import type { Looked } from "@/lib/providers/provider";
import { createGeminiClient, GeminiFailure } from "./client";
import { geminiEnd, isOldKey, OLD_KEY } from "./models";

/**
 * Asks Gemini whether key and model are good, and says so to the operator; costs nothing and sends no picture.
 * @throws {AppError} PROVIDER_NOT_CONFIGURED for a wrong key or model, PROVIDER_UNAVAILABLE otherwise;
 * its sentence names neither.
 */
export async function checkGemini(
  { apiKey, baseUrl, model }: { apiKey: string; baseUrl: string | null; model: string },
  signal: AbortSignal,
  variable = "GEMINI_IMAGE_MODEL",
): Promise<Looked> {
  try {
    const { name } = await createGeminiClient({ apiKey, baseUrl }, 1_000_000).findModel(model, signal);
    const found = `Gemini takes the key and has the model ${name.replace(/^models\//, "")}.`;
    return { found, todo: endNotice(model, geminiEnd(model), variable) };
  } catch (error) {
    throw translate(error, { model, apiKey });
  }
}

function translate(cause: unknown, { model, apiKey }: { model: string; apiKey: string }): AppError {
  if (!(cause instanceof GeminiFailure)) return new AppError("PROVIDER_UNAVAILABLE", { cause });
  const { status, reasons, kind } = cause;
  if (status === 404) return new AppError("PROVIDER_NOT_CONFIGURED", { cause, detail: unknownModel(model) });
  if (kind === "refused" && status !== null && status < 500 && status !== 429) {
    const detail = reasons.includes("FAILED_PRECONDITION")
      ? "Gemini does not serve this key from here: its region or billing does not allow it."
      : `Gemini does not accept this key.${isOldKey(apiKey) ? ` ${OLD_KEY}` : ""}`;
    return new AppError("PROVIDER_NOT_CONFIGURED", { cause, detail });
  }
  return new AppError("PROVIDER_UNAVAILABLE", {
    cause,
    detail: status === 429 ? "Gemini's quota for this key is used up for now." : "Gemini does not answer right now.",
  });
}

function unknownModel(model: string): string {
  const ends = geminiEnd(model);
  return `Gemini does not know this model.${ends === null ? "" : ` It was shut down on ${ends}.`}`;
}
