import type { GenerateContentConfig, Part } from "@google/genai";
import { z } from "zod";
import { neverConnected, readCapped } from "@/lib/providers/http";
import { type GeminiAnswer, geminiAnswerSchema } from "./answer";
import { isOldKey, OLD_KEY } from "./models";

/**
 * How a call to Gemini ended without an answer:
 * - `unreachable`: no connection came about, so nothing was taken;
 * - `redirected`: it answered with another address, which is never followed, for the key would go along;
 * - `refused`: it answered with an error; `status` and the rest say which;
 * - `lost`: the connection broke; it may have done the work;
 * - `unreadable`: what came back says nothing; it may have done the work;
 * - `aborted`: the caller's signal fired; the work may go on over there, and cost.
 */
type GeminiFailureKind = "unreachable" | "redirected" | "refused" | "lost" | "unreadable" | "aborted";

type Details = {
  /** HTTP status of a `refused` or `redirected` call. */
  status?: number;
  /** Google's name of the error, such as `RESOURCE_EXHAUSTED` or, more exactly, `API_KEY_INVALID`. */
  reasons?: readonly string[];
  /** Google's own sentence: for telling errors apart, never for a person. */
  said?: string;
  retryAfterSeconds?: number | null;
  /** What the operator may do about it. */
  hint?: string | null;
  cause?: unknown;
};

/** A call to Gemini that has no answer. The message is for the log and holds neither key nor prompt. */
export class GeminiFailure extends Error {
  override readonly name = "GeminiFailure";
  readonly status: number | null;
  readonly reasons: readonly string[];
  /** Not enumerable, so that no log prints what may repeat the request. */
  declare readonly said: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    readonly kind: GeminiFailureKind,
    { status, reasons = [], said = "", retryAfterSeconds = null, hint = null, cause }: Details = {},
  ) {
    const what = ["Gemini", kind, status, ...reasons].filter((part) => part !== undefined).join(" ");
    super(hint === null ? what : `${what}. ${hint}`, { cause });
    this.status = status ?? null;
    this.reasons = reasons;
    this.retryAfterSeconds = retryAfterSeconds;
    Object.defineProperty(this, "said", { value: said, enumerable: false });
  }
}

const GOOGLE = "https://generativelanguage.googleapis.com";

type GeminiRequest = {
  model: string;
  parts: Part[];
  /** What the model is to do; tools, files and several candidates do not exist here. */
  config: Pick<
    GenerateContentConfig,
    | "systemInstruction"
    | "maxOutputTokens"
    | "responseMimeType"
    | "responseJsonSchema"
    | "responseModalities"
    | "imageConfig"
  >;
  /** For a task that needs little of it; left to the model otherwise. */
  thinking?: "low";
};

type GeminiClient = {
  /**
   * One `generateContent`, sent once: nothing is repeated or continued by itself, and nothing of it is
   * stored over there.
   * @throws {GeminiFailure} where there is no answer. A blocked request *is* an answer.
   */
  generate(request: GeminiRequest, signal: AbortSignal): Promise<GeminiAnswer>;
  /**
   * Asks for the description of a model, which costs nothing.
   * @throws {GeminiFailure} where key, model or connection is wrong.
   */
  findModel(model: string, signal: AbortSignal): Promise<{ name: string }>;
};

/**
 * Gemini over its SDK. `baseUrl` null: Google's own; always said, because the SDK would take another
 * one, or another service, from variables of its own.
 * @param mostBytes longest answer that is read.
 */
export function createGeminiClient(
  { apiKey, baseUrl }: { apiKey: string; baseUrl: string | null },
  mostBytes: number,
): GeminiClient {
  // Loaded with the first call: a process that only looks at edits makes none.
  const load = async () => {
    const { GoogleGenAI, ThinkingLevel } = await import("@google/genai");
    const httpOptions = { baseUrl: baseUrl ?? GOOGLE, fetch: createGeminiFetch(mostBytes, isOldKey(apiKey)) };
    return { sdk: new GoogleGenAI({ apiKey, vertexai: false, apiVersion: "v1beta", httpOptions }), ThinkingLevel };
  };
  let loaded: ReturnType<typeof load> | undefined;
  return {
    generate: async ({ model, parts, config, thinking }, signal) => {
      const { sdk, ThinkingLevel } = await (loaded ??= load());
      const answer = await answerOf(signal, () =>
        sdk.models.generateContent({
          model,
          contents: [{ role: "user", parts }],
          config: {
            ...config,
            ...(thinking === "low" ? { thinkingConfig: { thinkingLevel: ThinkingLevel.LOW } } : {}),
            store: false,
            automaticContinuation: false,
            abortSignal: signal,
          },
        }),
      );
      const parsed = geminiAnswerSchema.safeParse(answer);
      if (!parsed.success)
        throw new GeminiFailure("unreadable", { cause: new Error("the answer has an unknown form") });
      return parsed.data;
    },
    findModel: async (model, signal) => {
      const { sdk } = await (loaded ??= load());
      const { name } = await answerOf(signal, () => sdk.models.get({ model, config: { abortSignal: signal } }));
      return { name: name ?? model };
    },
  };
}

async function answerOf<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  // Nothing is sent, so nothing can cost.
  if (signal.aborted) throw new GeminiFailure("unreachable", { cause: signal.reason });
  try {
    return await call();
  } catch (error) {
    if (error instanceof GeminiFailure) throw error;
    throw new GeminiFailure(signal.aborted ? "aborted" : "lost", { cause: error });
  }
}

const errorSchema = z.object({
  error: z.object({
    message: z.string().catch(""),
    status: z.string().catch(""),
    details: z.array(z.looseObject({ reason: z.unknown().optional(), retryDelay: z.unknown().optional() })).catch([]),
  }),
});

/**
 * The `fetch` that the SDK calls with. It follows no redirect (the key would go along), reads at most
 * `most` bytes, and makes every failure a `GeminiFailure`, which keeps what the SDK's own error loses:
 * `Retry-After`, the status of an unreadable answer, and whether anything was sent at all.
 */
function createGeminiFetch(most: number, hasOldKey: boolean): typeof fetch {
  return async (input, init) => {
    const signal = init?.signal ?? null;
    let response: Response;
    try {
      response = await fetch(input, { ...init, redirect: "manual" });
    } catch (error) {
      if (signal?.aborted === true) throw new GeminiFailure("aborted", { cause: error });
      throw new GeminiFailure(neverConnected(error) ? "unreachable" : "lost", { cause: error });
    }
    const { status } = response;
    if (status >= 300 && status < 400) {
      await response.body?.cancel();
      throw new GeminiFailure("redirected", { status });
    }
    let body: Buffer;
    try {
      body = await readCapped(response, most);
    } catch (error) {
      // Of an error the status says enough.
      if (!response.ok) throw new GeminiFailure("refused", { status, cause: error });
      throw new GeminiFailure(signal?.aborted === true ? "aborted" : "lost", { cause: error });
    }
    if (!response.ok) throw refused(response, body.toString("utf8"), hasOldKey);
    const text = body.toString("utf8");
    if (!isJsonObject(text)) throw new GeminiFailure("unreadable", { cause: new Error("the answer is not JSON") });
    return new Response(text, { status, headers: { "content-type": "application/json" } });
  };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function refused(response: Response, text: string, hasOldKey: boolean): GeminiFailure {
  const { status, message, details } = readError(text);
  const reasons = [status, ...details.map(({ reason }) => reason)].filter(
    (reason): reason is string => typeof reason === "string" && /^[A-Z][A-Z_]{2,40}$/.test(reason),
  );
  const delays = details.map(({ retryDelay }) => secondsIn(retryDelay, /^(\d+(?:\.\d+)?)s$/));
  const retryAfterSeconds =
    delays.find((seconds) => seconds !== null) ?? secondsIn(response.headers.get("retry-after"), /^(\d+)$/);
  const hint = hasOldKey && [400, 401, 403].includes(response.status) ? OLD_KEY : null;
  return new GeminiFailure("refused", { status: response.status, reasons, said: message, retryAfterSeconds, hint });
}

/** Google's error, also of a list of one, and of an error inside the message of another. */
function readError(text: string, depth = 0): z.infer<typeof errorSchema>["error"] {
  try {
    const value: unknown = JSON.parse(text);
    const parsed = errorSchema.safeParse(Array.isArray(value) ? value[0] : value);
    if (parsed.success) {
      const { error } = parsed.data;
      return depth === 0 && error.message.trimStart().startsWith("{") ? readError(error.message, 1) : error;
    }
  } catch {
    // Not JSON: a proxy's page.
  }
  return { message: text.slice(0, 2_000), status: "", details: [] };
}

const LONGEST_WAIT = 3_600;

function secondsIn(value: unknown, pattern: RegExp): number | null {
  const seconds = typeof value === "string" ? pattern.exec(value)?.[1] : undefined;
  return seconds === undefined ? null : Math.min(Math.ceil(Number(seconds)), LONGEST_WAIT);
}
