import type { GeminiAnswer } from "./answer";
import { createGeminiClient } from "./client";
import { GeminiFailure } from "./failure";
import { enhancementJsonSchema, instructionFor, wordsAsData } from "@/lib/providers/enhancement-request";
import type { PromptEnhancer } from "@/lib/providers/prompt-enhancer";
import { readEnhancement } from "@/lib/providers/read-enhancement";
import { ENHANCER_PACE, repeatWhileTime } from "@/lib/providers/repeat-while-time";
import { UnusableAnswer } from "@/lib/providers/unusable-answer";

const MOST_BYTES = 1_000_000;
/** Thoughts count too; three short texts need a tenth of it. */
const MOST_TOKENS = 8_192;

type Options = {
  apiKey: string;
  /** `null`: Google's own. */
  baseUrl: string | null;
  model: string;
  pace?: typeof ENHANCER_PACE;
};

/** An enhancer that asks a Gemini text model once, with the picture, for all three passes. */
export function createGeminiEnhancer({ apiKey, baseUrl, model, pace = ENHANCER_PACE }: Options): PromptEnhancer {
  const client = createGeminiClient({ apiKey, baseUrl }, MOST_BYTES);
  return {
    name: "gemini",
    async enhance(request, signal) {
      const { bytes, contentType } = request.picture;
      const call = (signal: AbortSignal): Promise<GeminiAnswer> =>
        client.generate(
          {
            model,
            parts: [
              { inlineData: { mimeType: contentType, data: Buffer.from(bytes).toString("base64") } },
              { text: wordsAsData(request) },
            ],
            config: {
              systemInstruction: instructionFor(request.editor),
              maxOutputTokens: MOST_TOKENS,
              responseMimeType: "application/json",
              responseJsonSchema: enhancementJsonSchema,
            },
            thinking: "low",
          },
          signal,
        );
      const answer = await repeatWhileTime(pace, signal, call, waitAfter);
      return readEnhancement(textOf(answer), request, [apiKey]);
    },
  };
}

function waitAfter(error: unknown): number | null {
  if (!(error instanceof GeminiFailure)) return null;
  const { kind, status, retryAfterSeconds } = error;
  if (kind === "redirected") return null;
  if (kind === "refused" && status !== 408 && status !== 429 && (status ?? 0) < 500) return null;
  return retryAfterSeconds ?? 0;
}

/** The words of an answer that came to its end. */
function textOf({ blockReason, finishReason, parts }: GeminiAnswer): string {
  if (blockReason !== null) throw new UnusableAnswer(`the request was blocked: ${named(blockReason)}`);
  if (finishReason !== null && finishReason !== "STOP")
    throw new UnusableAnswer(`the answer was cut off: ${named(finishReason)}`);
  return parts.map(({ text }) => text ?? "").join("");
}

const named = (reason: string): string => /^[\w ]{1,40}$/.exec(reason)?.[0] ?? "unknown";
