import { EDIT_STATUSES, isFinal, STAGE_PROGRESS, type EditStatus } from "@/lib/edits/status";

/** Where the bar stands when the stage after this one begins; 100 after the last. */
export function nextStagePercent(status: EditStatus): number {
  const next = EDIT_STATUSES[EDIT_STATUSES.indexOf(status) + 1];
  return next === undefined || isFinal(status) || next === "failed" || next === "canceled"
    ? STAGE_PROGRESS.completed.percent
    : STAGE_PROGRESS[next].percent;
}
