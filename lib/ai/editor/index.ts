import type { Env } from "@/lib/env";
import type { ImageEditor } from "./image-editor";
import { createLocalEditor } from "./local";

/** The editors that the environment asks for, in order of preference; never empty. */
export function createImageEditors(_env: Env): readonly ImageEditor[] {
  return [createLocalEditor()];
}
