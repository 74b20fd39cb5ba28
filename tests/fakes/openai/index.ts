import { z } from "zod";
import { type FakeAnswer, type FakeServer, type RecordedRequest, startFakeServer } from "../fake-server";
import { fillSchema } from "../fill-schema";
import { HOSTILE_WORDS } from "../hostile-words";
import { wordsOfRequest } from "../words-of-request";

/** The one key that the fake takes. */
export const OPENAI_FAKE_KEY = "sk-fake-openai-key-0123456789-marker";

/** With the day of their end, as the service lists them. */
const MODELS: Readonly<Record<string, string | null>> = {
  "gpt-4o-mini": "2027-01-14",
  "gpt-4o": "2027-01-14",
  "gpt-6-luna": null,
};

const strictObject = z.looseObject({ type: z.literal("object"), additionalProperties: z.literal(false) });

const body = z.strictObject({
  model: z.string(),
  messages: z
    .array(
      z.union([
        z.strictObject({ role: z.enum(["system", "developer"]), content: z.string() }),
        z.strictObject({
          role: z.literal("user"),
          content: z.array(
            z.union([
              z.strictObject({ type: z.literal("text"), text: z.string() }),
              z.strictObject({
                type: z.literal("image_url"),
                image_url: z.strictObject({
                  url: z.string().regex(/^data:image\/(jpeg|png|webp);base64,[A-Za-z0-9+/]+=*$/),
                }),
              }),
            ]),
          ),
        }),
      ]),
    )
    .min(1),
  response_format: z
    .strictObject({
      type: z.literal("json_schema"),
      json_schema: z.strictObject({
        name: z.string().regex(/^[\w-]{1,64}$/),
        strict: z.literal(true),
        schema: strictObject,
      }),
    })
    .optional(),
  store: z.boolean().optional(),
  reasoning_effort: z.enum(["none", "low", "medium", "high"]).optional(),
});

const refusal = (status: number, message: string, code: string | null, type = "invalid_request_error"): FakeAnswer => ({
  status,
  body: { error: { message, type, param: null, code } },
});

const REFUSALS: Readonly<Record<string, FakeAnswer>> = {
  quota: {
    ...refusal(429, "You exceeded your current quota.", "insufficient_quota", "insufficient_quota"),
    headers: { "retry-after": "60" },
  },
  internal: refusal(500, "The server had an error.", null, "server_error"),
  invalid: refusal(400, "Invalid image.", "invalid_image"),
  "gateway-page": { status: 502, headers: { "content-type": "text/html" }, body: "<html>Bad gateway</html>" },
  moved: { status: 307, headers: { location: "http://127.0.0.1:9/stolen" } },
};

/**
 * OpenAI's chat completions with structured outputs, as strict as there. `enhancer:<name>` in the
 * words of a request asks for what goes wrong.
 */
export function startOpenAiFake({ port = 0 }: { port?: number } = {}): Promise<FakeServer> {
  const attempts = new Map<string, number>();
  return startFakeServer((request) => answer(request, attempts), port);
}

function answer({ method, path, headers, body: bytes }: RecordedRequest, attempts: Map<string, number>): FakeAnswer {
  if (headers["authorization"] !== `Bearer ${OPENAI_FAKE_KEY}`)
    return refusal(401, "Incorrect API key provided.", "invalid_api_key");
  if (method === "GET" && path === "/v1/models")
    return {
      body: {
        object: "list",
        data: Object.entries(MODELS).map(([id, shutdown_date]) => ({ id, object: "model", shutdown_date })),
      },
    };
  if (method !== "POST" || path !== "/v1/chat/completions")
    return refusal(404, `Invalid URL (${method} ${path})`, null);

  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    return refusal(400, "We could not parse the JSON body of your request.", null);
  }
  const parsed = body.safeParse(value);
  if (!parsed.success)
    return refusal(400, `Unrecognized or wrong: ${parsed.error.issues[0]?.path.join(".") ?? ""}`, null);
  const { model, messages, response_format: format } = parsed.data;
  if (!(model in MODELS)) return refusal(404, `The model \`${model}\` does not exist.`, "model_not_found");
  if (parsed.data.reasoning_effort !== undefined && model.startsWith("gpt-4"))
    return refusal(400, "Unrecognized request argument supplied: reasoning_effort", null);
  const system = messages.flatMap(({ content }) => (typeof content === "string" ? [content] : [])).join("\n");
  const texts = messages
    .flatMap(({ content }) => (typeof content === "string" ? [] : content))
    .flatMap((part) => (part.type === "text" ? [part.text] : []));
  const words = wordsOfRequest(texts.join("\n")) ?? texts.join(" ");
  const scenario = /\benhancer:([a-z_-]+)/i.exec(words)?.[1] ?? "";

  const planned = REFUSALS[scenario];
  if (planned !== undefined) return planned;
  if (scenario === "twice-overloaded") {
    const tried = (attempts.get(words) ?? 0) + 1;
    attempts.set(words, tried);
    if (tried <= 2) return refusal(503, "The engine is currently overloaded.", null, "server_error");
  }
  const hostile = HOSTILE_WORDS[scenario]?.({ system, words, key: OPENAI_FAKE_KEY });
  const fill = (name: string): string => hostile ?? (name === "picture" ? "One small picture." : words);
  const json = format === undefined ? fill("prompt") : JSON.stringify(fillSchema(format.json_schema.schema, fill));
  if (scenario === "refusal") return completion(model, { content: null, refusal: "I can't help with that." });
  if (scenario === "max-tokens") return completion(model, { content: json.slice(0, 30), refusal: null }, "length");
  if (scenario === "content-filter") return completion(model, { content: null, refusal: null }, "content_filter");
  if (scenario === "garbage") return completion(model, { content: `Sure! ${words}`, refusal: null });
  if (scenario === "wrong-form") return completion(model, { content: '{"prompt": 7}', refusal: null });
  if (scenario === "no-parts") return completion(model, { content: null, refusal: null });
  if (scenario === "strange") return { body: { choices: "none" } };
  return completion(model, { content: json, refusal: null });
}

const completion = (model: string, message: Record<string, unknown>, finish = "stop"): FakeAnswer => ({
  body: {
    id: "chatcmpl-fake",
    object: "chat.completion",
    model,
    choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }],
    usage: { prompt_tokens: 560, completion_tokens: 120, total_tokens: 680 },
  },
});
