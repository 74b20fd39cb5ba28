import { createLocalEnhancer } from "@/lib/providers/local/adapter";
import type { Env } from "@/lib/config/env";
import { createGeminiEnhancer } from "./gemini/enhancer";
import { createOpenAiEnhancer } from "./openai/adapter";
import type { PromptEnhancer } from "./prompt-enhancer";
import { remembering } from "./remembering";

/**
 * The enhancer that the environment asks for. The local engine carries out the local enhancer's plan,
 * so its edits always go there; all others to the hosted one, if there is one.
 */
export function createPromptEnhancer({ gemini, openai }: Env): PromptEnhancer {
  const local = createLocalEnhancer();
  const hosted =
    gemini !== null
      ? createGeminiEnhancer({ ...gemini, model: gemini.textModel })
      : openai !== null
        ? createOpenAiEnhancer(openai)
        : null;
  if (hosted === null) return local;
  const watched = remembering(hosted);
  return {
    ...watched,
    enhance: (request, signal) => (request.editor === "local" ? local : watched).enhance(request, signal),
  };
}
