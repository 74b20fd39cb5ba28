import type { EditPlan } from "@mizual/engine";

export type EnhanceRequest = {
  /** The person's words, trimmed, 1..2000 characters. Data, never instructions. */
  prompt: string;
  /** The picture at ≤ 1024 px, upright sRGB, encoded as `contentType`. */
  picture: { bytes: Uint8Array; contentType: string; width: number; height: number };
  /** Id of the editor that the prompt is for: `local`, `flux`, `gemini`. */
  editor: string;
};

export type Enhancement = {
  /** The prompt for the editor; one clear instruction in plain words, shown to the person. */
  prompt: string;
  plan: EditPlan;
  /** What was noticed on the way, for the log and the details view. */
  notes: string[];
};

/** How a service answered last, as this process knows it. */
export type EnhancerState = { failing: boolean; lastAnsweredAt: Date | null };

/**
 * Turns a person's words into a better instruction by three passes: analyse → enhance → optimise
 * for the editor. Adds no object, direction or scope that was not asked for. May throw anything:
 * the edit then goes on with the person's own words and `enhanced: false`.
 */
export type PromptEnhancer = {
  /** `local`, `gemini`, `openai`. */
  readonly name: string;
  enhance(request: EnhanceRequest, signal: AbortSignal): Promise<Enhancement>;
  /** Of a service: `null` before it was asked for the first time. Absent where nothing can fail. */
  lastState?(): EnhancerState | null;
};
