import { reopenAttempt } from "@/db/queries/attempts";
import { findEdit, lockFailedEdit, reopenEdit } from "@/db/queries/edits";
import { renewOutboxMark } from "@/db/queries/outbox";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { dispatchEdit } from "./dispatch-edit";
import { isFinal } from "./status";

/**
 * Looks once more for the result of a failed edit that its provider may have made: its attempt is
 * opened again, and a run polls the task that is stored, or takes the bytes that are parked. Never
 * submits, so that it costs nothing.
 * @throws {AppError} `EDIT_NOT_FOUND`; `EDIT_NOT_FINISHED` while it runs; `EDIT_FINISHED` when there is nothing to look for.
 */
export async function checkEdit(services: Services, editId: string): Promise<void> {
  const { db } = services;
  const edit = await findEdit(db, editId);
  if (edit === null) throw new AppError("EDIT_NOT_FOUND");
  if (!isFinal(edit.status)) throw new AppError("EDIT_NOT_FINISHED");
  const dispatch = await db.transaction().execute(async (tx) => {
    if (!(await lockFailedEdit(tx, editId)) || !(await reopenAttempt(tx, editId))) return null;
    await reopenEdit(tx, editId);
    return renewOutboxMark(tx, editId);
  });
  if (dispatch === null)
    throw new AppError("EDIT_FINISHED", { detail: "There is nothing left to check for this edit." });
  await dispatchEdit(services, editId, dispatch);
}
