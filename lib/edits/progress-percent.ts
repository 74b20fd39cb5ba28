import type { EditRow } from "@/db/queries/edits";
import { STAGE_PROGRESS } from "./status";

/**
 * How far an edit is, in whole percent: the figure of its stage and, while its picture is worked on, as
 * much of the way to the next as is known to be done. Never the next figure itself.
 */
export function progressPercent({ status, stageShare }: Pick<EditRow, "status" | "stageShare">): number {
  if (status === "failed" || status === "canceled") return 0;
  const { percent } = STAGE_PROGRESS[status];
  if (status !== "processing_image") return percent;
  const next = STAGE_PROGRESS.uploading_result.percent;
  return Math.min(next - 1, percent + Math.floor((next - percent) * stageShare));
}
