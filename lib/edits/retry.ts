import { takeBackBlobIntents } from "@/db/queries/blob-intents";
import { reopenAttempt } from "@/db/queries/results-to-come";
import { findEditRecord } from "@/db/queries/edits";
import { lockFailedEdit, reopenEdit } from "@/db/queries/results-to-come";
import { renewOutboxMark } from "@/db/queries/outbox";
import { firstTry, lockTries } from "@/db/queries/retries";
import { madeKeys } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import { isFinal } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";
import type { Client } from "./credentials";
import { dispatchEdit } from "./dispatch";
import { sendLooksAhead } from "./looks";
import { requestEdit } from "./request";

/**
 * Makes a new edit from the source, prompt and options of one that failed or was canceled: one more version of its
 * picture. While that is asked for already, or where it has come to a result that is there, it is the one that is answered:
 * a click more makes and costs nothing more.
 * @throws {AppError} `EDIT_NOT_FOUND`; `EDIT_NOT_FINISHED` while it runs, or when it succeeded.
 */
export async function retryEdit(
  services: Services,
  editId: string,
  client: Client,
  { idempotencyKey = null, signal }: { idempotencyKey?: string | null; signal?: AbortSignal } = {},
): ReturnType<typeof requestEdit> {
  const edit = await findEditRecord(services.db, editId);
  if (edit === null || edit.prompt === null) throw new AppError("EDIT_NOT_FOUND");
  if (!isFinal(edit.status)) throw new AppError("EDIT_NOT_FINISHED");
  if (edit.status === "completed") {
    throw new AppError("EDIT_NOT_FINISHED", {
      detail: "This edit succeeded, so there is nothing to retry.",
      retryable: false,
    });
  }
  const parent = edit.parentId === null ? null : await findEditRecord(services.db, edit.parentId);
  const isFirst = edit.parentId === null;
  const isShared = parent !== null && parent.resultKey === edit.originalKey;
  return requestEdit(
    services,
    {
      prompt: edit.prompt,
      picture: isShared || isFirst ? null : { stored: "original", editId },
      parentId: edit.parentId,
      originalOf: isFirst ? editId : null,
      retryOf: firstTry(edit),
      editor: edit.requestedEditor,
      enhance: edit.enhanceMode,
      bestEffort: edit.bestEffort,
      fullSize: edit.fullSize,
      idempotencyKey,
      signal,
    },
    client,
  );
}

/**
 * Looks once more for the result of a failed edit that its provider may have made: a run finishes what is stored, or the
 * attempt is opened again, and a run polls the task that is known, or takes the bytes that are parked. Never submits, so
 * that it costs nothing.
 * @throws {AppError} `EDIT_NOT_FOUND`; `EDIT_NOT_FINISHED` while it runs; `EDIT_FINISHED` when there is nothing to look for.
 */
export async function checkEdit(services: Services, editId: string): Promise<void> {
  const { db } = services;
  const edit = await findEditRecord(db, editId);
  if (edit === null) throw new AppError("EDIT_NOT_FOUND");
  if (!isFinal(edit.status)) throw new AppError("EDIT_NOT_FINISHED");
  await sendLooksAhead(services);
  const dispatch = await db.transaction().execute(async (tx) => {
    await lockTries(tx, edit);
    const failed = await lockFailedEdit(tx, editId);
    if (failed === null || (failed.resultKey === null && !(await reopenAttempt(tx, editId)))) return null;
    await takeBackBlobIntents(tx, madeKeys(editId), failed.failedAt);
    await reopenEdit(tx, editId);
    return renewOutboxMark(tx, editId);
  });
  if (dispatch === null)
    throw new AppError("EDIT_FINISHED", { detail: "There is nothing left to check for this edit." });
  await dispatchEdit(services, editId, dispatch);
}
