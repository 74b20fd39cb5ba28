import { z } from "zod";
import { retryWithBackoff } from "@/lib/async";
import { ENHANCER_PACE, enhancementJsonSchema, instructionFor, wordsAsData } from "@/lib/providers/enhancement-request";
import { readCapped } from "@/lib/providers/http";
import type { EnhanceRequest, PromptEnhancer } from "@/lib/providers/port";
import type { PromptStyles } from "@/lib/providers/provider";
import { readEnhancement, UnusableAnswer } from "@/lib/providers/read-enhancement";
import { openAiModel } from "./models";

const MOST_BYTES = 1_000_000;

export type OpenAiConfig = { apiKey: string; baseUrl: string; model: string };

type Options = OpenAiConfig & { styles?: PromptStyles; pace?: typeof ENHANCER_PACE };

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
export function createOpenAiEnhancer(options: Options): PromptEnhancer {
  const { apiKey, baseUrl, model, styles = {}, pace = ENHANCER_PACE } = options;
  const url = `${baseUrl.replace(/\/$/, "")}/chat/completions`;
  return {
    name: "openai",
    async enhance(request, signal) {
      const instruction = instructionFor(styles[request.editor]);
      const body = JSON.stringify(openAiBody(request, instruction, { model, baseUrl }));
      const call = async (signal: AbortSignal): Promise<string> => {
        const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
        const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
        if (response.ok) return (await readCapped(response, MOST_BYTES)).toString("utf8");
        await response.body?.cancel();
        throw new Refused(response);
      };
      const answer = await retryWithBackoff(call, { ...pace, signal, waitAfter });
      return readEnhancement(contentOf(answer), request, { instruction, secrets: [apiKey] });
    },
  };
}

/** The body to send. `store` only to OpenAI, which keeps requests unless told otherwise: others may refuse the field. */
export function openAiBody(
  request: EnhanceRequest,
  instruction: string,
  { model, baseUrl }: Pick<OpenAiConfig, "model" | "baseUrl">,
): Record<string, unknown> {
  const { bytes, contentType } = request.picture;
  const { effort } = openAiModel(model);
  const picture = `data:${contentType};base64,${Buffer.from(bytes).toString("base64")}`;
  return {
    model,
    messages: [
      { role: "system", content: instruction },
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
    ...(effort === null ? {} : { reasoning_effort: effort }),
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

/** Milliseconds; what the connection throws is worth another try; of the answers, only those that say "later". */
function waitAfter(error: unknown): number | null {
  if (!(error instanceof Refused)) return 0;
  return error.status === 408 || error.status === 429 || error.status >= 500 ? error.retryAfter * 1_000 : null;
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
