import { recordCompletion } from "@/db/queries/chains";
import { type EditRow, findEditRecord } from "@/db/queries/edits";
import { advanceEdit, readWithHeartbeat } from "@/db/queries/edit-runs";
import { AppError } from "@/lib/errors";
import { settleSpend } from "@/lib/spend/spend";
import { UPLOAD_TRIES } from "../budgets";
import { editLabel } from "../edit-id";
import { discardPictures, readPicture, storePreviews } from "../pictures";
import { tellEditEnd } from "../tell-end";
import {
  answer,
  type RunOrStageEnd,
  runStep,
  type Stage,
  type StageContext,
  type StageEnd,
  type StepAnswer,
} from "./stage";

const PAID =
  "The picture is made and paid for, but could not be finished, because the picture store does not answer. It is kept: checking again later is free.";

/**
 * Makes the small pictures of the result and completes the edit. Where the result is paid for, a store
 * that fails is asked again for a quarter of an hour, since to fail the edit would be to pay again.
 */
export const uploadStage: Stage<"uploading_result"> = {
  status: "uploading_result",
  async run(context) {
    const { step } = context;
    const at = { ...context, status: this.status };
    for (let round = 1; ; round += 1) {
      const id = round === 1 ? "upload" : `upload:${round}`;
      const { state } = await runStep(at, id, ["done", "over", "later"], () => complete(context, round));
      if (state !== "later") return state;
      await step.sleep(`upload:wait:${round}`, `${Math.min(60, 5 * round)}s`);
    }
  },
};

/**
 * Completes an edit whose result the step before has just stored, within that step. Where that fails, this stage's own
 * step is what tries again.
 */
export async function completeAtOnce(context: StageContext): Promise<StepAnswer<RunOrStageEnd>> {
  try {
    const { state } = await complete(context, 1);
    if (state === "over") return answer("over");
    // Where a stage stands before or after this one, it is that one's turn.
    const edit = await findEditRecord(context.services.db, context.editId);
    return answer(edit?.status === "completed" ? "completed" : "done");
  } catch (error) {
    context.services.log.warn("an edit is left to its next step", { edit: editLabel(context.editId), error });
    return answer("done");
  }
}

async function complete(context: StageContext, round: number): Promise<StepAnswer<StageEnd | "later">> {
  const { editId, runId, services } = context;
  const edit = await readWithHeartbeat(services.db, editId, runId);
  if (edit === null) return answer("over");
  if (edit.status !== "uploading_result") return answer("done");
  try {
    const result = await readPicture(services.blobs, edit.resultKey);
    const keys = await storePreviews(services.blobs, editId, result, ["preview", "thumbnail"]);
    return answer((await finish(context, edit, keys)) ? "done" : "over");
  } catch (error) {
    if (edit.charge === "none" || !(error instanceof AppError) || error.code !== "STORAGE_UNAVAILABLE") throw error;
    if (round < UPLOAD_TRIES) return answer("later");
    throw new AppError(error.code, { cause: error.cause, detail: PAID, charge: edit.charge, retryable: false });
  }
}

/** Completes the edit and settles what it cost; false when it is no longer this run's. */
async function finish(
  { editId, runId, services }: StageContext,
  edit: EditRow,
  [previewKey, thumbnailKey]: [string, string],
): Promise<boolean> {
  const completed = await services.db.transaction().execute(async (tx) => {
    const at = { id: editId, runId, from: "uploading_result" } as const;
    if (!(await advanceEdit(tx, at, { previewKey, thumbnailKey }))) return false;
    await recordCompletion(tx, edit.rootId, edit.chainPosition);
    await settleSpend(tx, editId);
    return true;
  });
  if (completed) tellEditEnd(edit, "completed");
  else await discardPictures(services, editId, [previewKey, thumbnailKey]);
  return completed;
}
