import { z } from "zod";
import { readCapped } from "@/lib/providers/read-capped";
import { enhancementJsonSchema, instructionFor, wordsAsData } from "@/lib/providers/enhancement-request";
import type { EnhanceRequest, PromptEnhancer } from "@/lib/providers/prompt-enhancer";
import { readEnhancement } from "@/lib/providers/read-enhancement";
import { ENHANCER_PACE, repeatWhileTime } from "@/lib/providers/repeat-while-time";
import { UnusableAnswer } from "@/lib/providers/unusable-answer";

const MOST_BYTES = 1_000_000;

type Options = { apiKey: string; baseUrl: string; model: string; pace?: typeof ENHANCER_PACE };

const answerSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

/** An enhancer that asks OpenAI, or whatever speaks its chat completions, once for all three passes. */
export function createOpenAiEnhancer({ apiKey, baseUrl, model, pace = ENHANCER_PACE }: Options): PromptEnhancer {
  const url = `${baseUrl.replace(/\/$/, "")}/chat/completions`;
  return {
    name: "openai",
    async enhance(request, signal) {
      const body = JSON.stringify(openAiBody(request, model, baseUrl));
      const call = async (signal: AbortSignal): Promise<string> => {
        const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
        const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
        if (response.ok) return (await readCapped(response, MOST_BYTES)).toString("utf8");
        await response.body?.cancel();
        throw new Refused(response);
      };
      const answer = await repeatWhileTime(pace, signal, call, waitAfter);
      return readEnhancement(contentOf(answer), request, [apiKey]);
    },
  };
}

/** The body to send. `store` only to OpenAI, which keeps requests unless told otherwise: others may refuse the field. */
export function openAiBody(request: EnhanceRequest, model: string, baseUrl: string): Record<string, unknown> {
  const { bytes, contentType } = request.picture;
  const picture = `data:${contentType};base64,${Buffer.from(bytes).toString("base64")}`;
  return {
    model,
    messages: [
      { role: "system", content: instructionFor(request.editor) },
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: picture } },
          { type: "text", text: wordsAsData(request) },
        ],
      },
    ],
    response_format: {
      type: "json_schema",
      json_schema: { name: "enhancement", strict: true, schema: enhancementJsonSchema },
    },
    ...(new URL(baseUrl).hostname.endsWith(".openai.com") ? { store: false } : {}),
  };
}

class Refused extends Error {
  readonly status: number;
  readonly retryAfter: number;

  constructor({ status, headers }: Response) {
    super(`the enhancer answered ${status}`);
    this.status = status;
    this.retryAfter = Number(/^\d+$/.exec(headers.get("retry-after") ?? "")?.[0] ?? 0);
  }
}

/** What the connection throws is worth another try; of the answers, only those that say "later". */
function waitAfter(error: unknown): number | null {
  if (!(error instanceof Refused)) return 0;
  return error.status === 408 || error.status === 429 || error.status >= 500 ? error.retryAfter : null;
}

function contentOf(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnusableAnswer("the answer is not JSON");
  }
  const choice = answerSchema.safeParse(value).data?.choices[0];
  if (choice === undefined) throw new UnusableAnswer("the answer holds no choice");
  const { finish_reason: finish, message } = choice;
  if (typeof message.refusal === "string") throw new UnusableAnswer("the model refused");
  if (finish !== undefined && finish !== null && finish !== "stop")
    throw new UnusableAnswer(`the answer was cut off: ${/^[a-z_]{1,30}$/.test(finish) ? finish : "unknown"}`);
  return message.content ?? "";
}
