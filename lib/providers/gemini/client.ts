import { GoogleGenAI, ThinkingLevel, type GenerateContentConfig, type Part } from "@google/genai";
import { type GeminiAnswer, geminiAnswerSchema } from "./answer";
import { GeminiFailure } from "./failure";
import { createGeminiFetch } from "./fetch";

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

export type GeminiClient = {
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
  const sdk = new GoogleGenAI({
    apiKey,
    vertexai: false,
    apiVersion: "v1beta",
    httpOptions: { baseUrl: baseUrl ?? GOOGLE, fetch: createGeminiFetch(mostBytes) },
  });
  return {
    generate: async ({ model, parts, config, thinking }, signal) => {
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
