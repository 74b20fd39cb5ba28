import { findEditRecord } from "@/db/queries/edits";
import { endEdit, lockUnfinishedEdit } from "@/db/queries/edit-runs";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { settleSpend } from "@/lib/spend/reservations";
import { sendEvent } from "./dispatch";
import { settleAttempt } from "./fail";
import { editLabel } from "./edit-id";

/**
 * Cancels an unfinished edit. The row is final when this returns; the run is told, and whatever it
 * still does finds the edit over.
 * @throws {AppError} `EDIT_NOT_FOUND`, or `EDIT_FINISHED` when it was over already.
 */
export async function cancelEdit(services: Services, editId: string): Promise<void> {
  if ((await findEditRecord(services.db, editId)) === null) throw new AppError("EDIT_NOT_FOUND");
  await services.db.transaction().execute(async (tx) => {
    const edit = await lockUnfinishedEdit(tx, editId, null);
    if (edit === null) throw new AppError("EDIT_FINISHED");
    const charge = await settleAttempt(services, tx, edit, { charge: "none" });
    await endEdit(tx, editId, null, {
      status: "canceled",
      errorCode: null,
      errorDetail: null,
      retryable: false,
      charge,
    });
    await settleSpend(tx, editId);
  });
  try {
    await sendEvent(services, { id: `${editId}:canceled`, name: "edit/canceled", data: { editId } });
  } catch (error) {
    services.log.warn("a canceled edit's run was not told; its next step will notice", {
      edit: editLabel(editId),
      error,
    });
  }
}
