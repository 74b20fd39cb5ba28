import { forgetProviderTasks } from "@/db/queries/attempts";
import { addBlobIntents, removeBlobIntents } from "@/db/queries/blob-intents";
import { findUnsharedKeys, keysOf, lockChain, tombstoneEdit } from "@/db/queries/deletions";
import { type EditRow, findEditRecord } from "@/db/queries/edits";
import { deleteFeedback } from "@/db/queries/feedback";
import { deleteIdempotencyKeysOf } from "@/db/queries/idempotency-keys";
import { deleteSharesOf } from "@/db/queries/shares";
import { forgetReservationScopes } from "@/db/queries/spend";
import { pictureKeys } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { cancelEdit } from "./cancel";
import { isFinal } from "@/lib/lifecycle";
import { editLabel } from "./edit-id";
import { handOver, prepareLegacy } from "./hand-over";
import { sendLooksAhead } from "./looks";

/**
 * Deletes an edit: pictures, prompts, feedback, shared pages and tokens are gone at once, a tombstone keeps the
 * chain. What a follow-up was made of goes over to that, under an address of its own. A running edit is canceled first.
 * The pictures' keys are noted in the same transaction, so that a crash leaves their removal to the sweeper.
 * @throws {AppError} `EDIT_NOT_FOUND`.
 */
export async function deleteEdit(services: Services, editId: string): Promise<void> {
  let deleted: { edit: EditRow; keys: string[] } | null = null;
  while (deleted === null) deleted = await deleteRow(services, editId);
  const { edit, keys } = deleted;
  services.forgetSoon?.();
  try {
    await services.blobs.delete(keys);
    // Of an edit that was not completed, a step may be about to store one more: the sweeper deletes again.
    if (edit.status === "completed") await removeBlobIntents(services.db, keys);
  } catch (error) {
    services.log.warn("pictures of a deleted edit are left to the sweeper", { edit: editLabel(editId), error });
  }
}

/** The edit and the keys of its pictures; `null` where it was taken up again just then, and is as it was. */
async function deleteRow(services: Services, editId: string): Promise<{ edit: EditRow; keys: string[] } | null> {
  const edit = await findEditRecord(services.db, editId);
  if (edit === null) throw new AppError("EDIT_NOT_FOUND");
  if (!isFinal(edit.status)) {
    await cancelEdit(services, editId).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === "EDIT_FINISHED")) throw error;
    });
  }
  const legacy = await prepareLegacy(services, edit);
  // For pictures that the store does not delete at once, or that a step is about to store.
  await sendLooksAhead(services);
  return services.db.transaction().execute(async (tx) => {
    await lockChain(tx, edit.rootId);
    if (!(await tombstoneEdit(tx, editId))) return null;
    const inVain = await handOver(tx, edit, legacy);
    await deleteFeedback(tx, editId);
    await deleteSharesOf(tx, editId);
    await deleteIdempotencyKeysOf(tx, editId);
    await forgetProviderTasks(tx, editId);
    await forgetReservationScopes(tx, editId);
    const keys = await findUnsharedKeys(tx, edit, [...new Set([...pictureKeys(editId), ...keysOf(edit), ...inVain])]);
    await addBlobIntents(tx, keys);
    return { edit, keys };
  });
}
