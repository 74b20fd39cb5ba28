import { EDIT_STATUSES, isFinal, STAGE_PROGRESS, type EditStatus } from "@/lib/edits/status";

/** Where the bar stands when the stage after this one begins; 100 after the last. */
export function nextStagePercent(status: EditStatus): number {
  const next = EDIT_STATUSES[EDIT_STATUSES.indexOf(status) + 1];
  return next === undefined || isFinal(status) || next === "failed" || next === "canceled"
    ? STAGE_PROGRESS.completed.percent
    : STAGE_PROGRESS[next].percent;
}

const MOST = 0.97;
const PACE = 1.6;

/**
 * How much of the way through the present stage to show, 0 to 0.97: four fifths when the usual time
 * is over, then ever slower, never at the end before the end. Without a usual time, 0: nothing is known.
 */
export function stageShare(elapsedSeconds: number, usualSeconds: number | null): number {
  if (usualSeconds === null || usualSeconds <= 0 || elapsedSeconds <= 0) return 0;
  return Math.min(MOST, 1 - Math.exp((-PACE * elapsedSeconds) / usualSeconds));
}
