import { findEditRecord } from "@/db/queries/edits";
import { findIdempotencyKey, takeIdempotencyKey } from "@/db/queries/idempotency-keys";
import { endEdit, lockUnfinishedEdit } from "@/db/queries/edit-runs";
import { deleteParkedResults } from "@/db/queries/parked-results";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { settleSpend } from "@/lib/spend/spend";
import { type Client, keyScopes, OWN_KEY_LENGTH } from "./credentials";
import { sendEvent } from "./dispatch";
import { settleAttempt } from "./fail";
import { leaveUnnamed } from "./pictures";
import { tellEditEnd } from "./tell-end";
import { editLabel } from "./edit-id";

/**
 * Cancels an unfinished edit. The row is final when this returns; the run is told, and whatever it
 * still does finds the edit over.
 * @param unlessCharged leaves it as it is where its provider has it already and may charge for it.
 * @throws {AppError} `EDIT_NOT_FOUND`, `EDIT_FINISHED` when it was over already, or `ALREADY_CHARGED`.
 */
export async function cancelEdit(services: Services, editId: string, unlessCharged = false): Promise<void> {
  if ((await findEditRecord(services.db, editId)) === null) throw new AppError("EDIT_NOT_FOUND");
  const canceled = await services.db.transaction().execute(async (tx) => {
    const edit = await lockUnfinishedEdit(tx, editId, null);
    if (edit === null) throw new AppError("EDIT_FINISHED");
    const charge = await settleAttempt(services, tx, edit, { charge: "none" });
    // Rolled back with what was settled.
    if (unlessCharged && charge !== "none") throw new AppError("ALREADY_CHARGED", { charge });
    await endEdit(tx, editId, null, {
      status: "canceled",
      errorCode: null,
      errorDetail: null,
      retryable: false,
      charge,
    });
    await leaveUnnamed(tx, edit);
    // Nobody checks what was canceled.
    await deleteParkedResults(tx, editId);
    await settleSpend(tx, editId);
    return edit;
  });
  tellEditEnd(canceled, "canceled");
  try {
    await sendEvent(services, { id: `${editId}:canceled`, name: "edit/canceled", data: { editId } });
  } catch (error) {
    services.log.warn("a canceled edit's run was not told; its next step will notice", {
      edit: editLabel(editId),
      error,
    });
  }
}

/** The key is an accepted edit's: what was taken of it so far is given back. */
class Taken extends Error {}

/** Stands in the place of the hash of a request that never came. */
const NOTHING = "canceled";

/**
 * Cancels what was sent under an idempotency key by a client that has no id for it yet. What arrives under it later
 * is refused; what was accepted is canceled, or left as it is where it is over, or charged for and `unlessCharged`.
 * Answers the id of the edit, `null` when nothing was accepted. A key that others could guess counts with the owner
 * cookie alone: who shares an address with a client is not let at its edits.
 */
export async function cancelByKey(
  services: Services,
  key: string,
  client: Client,
  unlessCharged = false,
): Promise<string | null> {
  const { db } = services;
  // Whoever takes the key first has it: this, or the request that is on its way.
  const scopes = keyScopes(key.length >= OWN_KEY_LENGTH ? client : { ...client, hashes: [] });
  if ((await findIdempotencyKey(db, scopes, key)) === null) {
    try {
      await db.transaction().execute(async (tx) => {
        if (!(await takeIdempotencyKey(tx, scopes, { key, requestHash: NOTHING, editId: null }))) throw new Taken();
      });
    } catch (error) {
      if (!(error instanceof Taken)) throw error;
    }
  }
  const editId = (await findIdempotencyKey(db, scopes, key))?.editId ?? null;
  const edit = editId === null ? null : await findEditRecord(db, editId);
  if (edit === null) return null;
  try {
    await cancelEdit(services, edit.id, unlessCharged);
  } catch (error) {
    const isLeft = error instanceof AppError && (error.code === "EDIT_FINISHED" || error.code === "ALREADY_CHARGED");
    if (!isLeft) throw error;
  }
  return edit.id;
}
