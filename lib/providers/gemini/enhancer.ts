import { DeadlineError, retryWithBackoff } from "@/lib/async";
import { ENHANCER_PACE, enhancementJsonSchema, instructionFor, wordsAsData } from "@/lib/providers/enhancement-request";
import type { PromptEnhancer } from "@/lib/providers/port";
import type { PromptStyles } from "@/lib/providers/provider";
import { readEnhancement, UnusableAnswer } from "@/lib/providers/read-enhancement";
import type { GeminiAnswer } from "./answer";
import { createGeminiClient, GeminiFailure } from "./client";

const MOST_BYTES = 1_000_000;
/** Thoughts count too; three short texts need a tenth of it. */
const MOST_TOKENS = 8_192;

type Options = {
  apiKey: string;
  /** `null`: Google's own. */
  baseUrl: string | null;
  model: string;
  styles?: PromptStyles;
  pace?: typeof ENHANCER_PACE;
};

/** An enhancer that asks a Gemini text model once, with the picture, for all three passes. */
export function createGeminiEnhancer(options: Options): PromptEnhancer {
  const { apiKey, baseUrl, model, styles = {}, pace = ENHANCER_PACE } = options;
  const client = createGeminiClient({ apiKey, baseUrl }, MOST_BYTES);
  return {
    name: "gemini",
    async enhance(request, signal) {
      const { bytes, contentType } = request.picture;
      const instruction = instructionFor(styles[request.editor]);
      const call = (signal: AbortSignal): Promise<GeminiAnswer> =>
        client.generate(
          {
            model,
            parts: [
              { inlineData: { mimeType: contentType, data: Buffer.from(bytes).toString("base64") } },
              { text: wordsAsData(request) },
            ],
            config: {
              systemInstruction: instruction,
              maxOutputTokens: MOST_TOKENS,
              responseMimeType: "application/json",
              responseJsonSchema: enhancementJsonSchema,
            },
            thinking: "low",
          },
          signal,
        );
      const answer = await retryWithBackoff(call, { ...pace, signal, waitAfter });
      return readEnhancement(textOf(answer), request, { instruction, secrets: [apiKey] });
    },
  };
}

/** Milliseconds; `null`: no try can help. */
function waitAfter(error: unknown): number | null {
  if (error instanceof DeadlineError) return 0;
  if (!(error instanceof GeminiFailure)) return null;
  const { kind, status, retryAfterSeconds } = error;
  if (kind === "redirected") return null;
  if (kind === "refused" && status !== 408 && status !== 429 && (status ?? 0) < 500) return null;
  return (retryAfterSeconds ?? 0) * 1_000;
}

/** The words of an answer that came to its end. */
function textOf({ blockReason, finishReason, parts }: GeminiAnswer): string {
  if (blockReason !== null) throw new UnusableAnswer(`the request was blocked: ${named(blockReason)}`);
  if (finishReason !== null && finishReason !== "STOP")
    throw new UnusableAnswer(`the answer was cut off: ${named(finishReason)}`);
  return parts.map(({ text }) => text ?? "").join("");
}

const named = (reason: string): string => /^[\w ]{1,40}$/.exec(reason)?.[0] ?? "unknown";
