import { beat } from "@/db/queries/edits";
import type { Stage, StageContext, StageEnd } from "./stage";

/**
 * How the stage of this status has ended for a step that finds it ended. `done` when this very run has
 * moved the edit on: a step that was only taken for dead has done what its repetition comes to do.
 */
export async function endOf(
  { editId, runId, services }: Pick<StageContext, "editId" | "runId" | "services">,
  status: Stage["status"],
): Promise<StageEnd> {
  const edit = await beat(services.db, editId, runId);
  return edit === null || edit.status === status ? "over" : "done";
}
