import { type FakeAnswer, type FakeServer, type RecordedRequest, startFakeServer } from "../fake-server";
import { REFUSALS, refusal } from "./answers";
import { checkBody } from "./check-body";
import { edit } from "./edit";
import { enhance } from "./enhance";
import { isJudging, judge } from "./judge";
import { MODELS } from "./models";

/** The one key that the fake takes. */
export const GEMINI_FAKE_KEY = "AQ.FakeGeminiKey-0123456789-marker";

export type GeminiFake = FakeServer & {
  /** Calls of a model that makes pictures, each of which would cost money. */
  paidCalls(): RecordedRequest[];
};

/**
 * Google's Gemini API as far as it is documented: key, version, bodies and models as strict as there,
 * pictures really edited, prompts really kept. `enhancer:<name>` and `editor:<name>` in the words of a
 * request ask the text and the image models for what goes wrong; `.fail()` for what goes wrong before.
 */
export async function startGeminiFake({ port = 0 }: { port?: number } = {}): Promise<GeminiFake> {
  const attempts = new Map<string, number>();
  const server = await startFakeServer((request) => answer(request, attempts), port);
  return {
    ...server,
    paidCalls: () =>
      server.requests.filter(
        ({ path }) => MODELS[modelIn(path)]?.makesImages === true && path.endsWith(":generateContent"),
      ),
  };
}

const modelIn = (path: string): string => /^\/v1beta\/models\/([^/:]+)/.exec(path)?.[1] ?? "";

async function answer(request: RecordedRequest, attempts: Map<string, number>): Promise<FakeAnswer> {
  const { method, path, headers, query, body } = request;
  if (!path.startsWith("/v1beta/"))
    return { status: 404, headers: { "content-type": "text/html" }, body: "<title>404</title>" };
  // The real one takes `?key=` too; a key in an address ends in somebody's log.
  if (query.has("key")) return refusal(400, "INVALID_ARGUMENT", "Do not send the key in the address.");
  const key = headers["x-goog-api-key"];
  if (key === undefined) return refusal(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers.");
  if (key !== GEMINI_FAKE_KEY) return REFUSALS["bad-key"] ?? {};

  const name = modelIn(path);
  const model = MODELS[name];
  if (model === undefined)
    return refusal(404, "NOT_FOUND", `models/${name} is not found for API version v1beta, or is not supported.`);
  if (method === "GET" && path === `/v1beta/models/${name}`)
    return { body: { name: `models/${name}`, displayName: name, supportedGenerationMethods: ["generateContent"] } };
  if (path !== `/v1beta/models/${name}:generateContent`) return refusal(404, "NOT_FOUND", "Not found.");
  if (method !== "POST") return refusal(404, "NOT_FOUND", "Not found.");
  if (!(headers["content-type"] ?? "").startsWith("application/json"))
    return refusal(400, "INVALID_ARGUMENT", "The content type must be application/json.");

  const checked = await checkBody(model, body);
  if (typeof checked === "string") return refusal(400, "INVALID_ARGUMENT", checked);
  const words = checked.contents
    .flatMap(({ parts }) => parts.flatMap((part) => ("text" in part ? [part.text] : [])))
    .join(" ");
  const scenario =
    new RegExp(`\\b(?:${model.makesImages ? "editor" : "enhancer|judge"}):([a-z_-]+)`, "i").exec(words)?.[1] ?? "";
  const planned = REFUSALS[scenario];
  if (planned !== undefined) return planned;
  if (scenario === "twice-overloaded") {
    const tried = (attempts.get(words) ?? 0) + 1;
    attempts.set(words, tried);
    if (tried <= 2) return REFUSALS["overloaded"] ?? {};
  }
  if (model.makesImages) return edit(name, checked);
  return isJudging(checked) ? judge(name, checked) : enhance(name, checked, key);
}
