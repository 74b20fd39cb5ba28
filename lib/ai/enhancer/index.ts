import type { Env } from "@/lib/env";
import { createLocalEnhancer } from "./local";
import type { PromptEnhancer } from "./prompt-enhancer";

/** The enhancer that the environment asks for. */
export function createPromptEnhancer(_env: Env): PromptEnhancer {
  return createLocalEnhancer();
}
