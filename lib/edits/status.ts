// No zod here: the browser imports this file.

/** The states of an edit, in the order in which a run passes them. */
export const EDIT_STATUSES = [
  "pending",
  "enhancing_prompt",
  "processing_image",
  "uploading_result",
  "completed",
  "failed",
  "canceled",
] as const;

export type EditStatus = (typeof EDIT_STATUSES)[number];

/** States that no run leaves (a replay of a failed edit aside). */
export const FINAL_STATUSES = ["completed", "failed", "canceled"] as const satisfies readonly EditStatus[];

export function isFinal(status: EditStatus): boolean {
  return status === "completed" || status === "failed" || status === "canceled";
}

/** Percent and sentence of each stage: the seed's table, word for word. */
export const STAGE_PROGRESS: Record<
  Exclude<EditStatus, "failed" | "canceled">,
  { percent: number; message: string }
> = {
  pending: { percent: 10, message: "Your edit is queued..." },
  enhancing_prompt: { percent: 25, message: "Enhancing your prompt with AI..." },
  processing_image: { percent: 60, message: "Processing your edit..." },
  uploading_result: { percent: 90, message: "Finalizing your edit..." },
  completed: { percent: 100, message: "Edit completed successfully!" },
};

export const MAX_CHAIN_LENGTH = 5;
export const MAX_PROMPT_LENGTH = 2000;
