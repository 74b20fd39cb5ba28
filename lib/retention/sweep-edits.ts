import { findOldBlobIntents, removeBlobIntents } from "@/db/queries/blob-intents";
import { findStuckEdits } from "@/db/queries/edits";
import { renewOutboxMark, takeOverdueMarks } from "@/db/queries/outbox";
import { EDIT_BUDGET_SECONDS, STALE_SECONDS } from "@/lib/edits/budgets";
import { dispatchEdit } from "@/lib/edits/dispatch-edit";
import { failEdit } from "@/lib/edits/fail-edit";
import { ERRORS } from "@/lib/errors";
import type { Services } from "@/lib/services";

/** Seconds after which a dispatch that was not taken is sent again. */
const OVERDUE_SECONDS = 15;

/** Minutes after which a stored picture without a row belongs to nobody. */
const ORPHAN_MINUTES = 15;

const BATCH = 200;

export type Swept = { sentAgain: number; timedOut: number; picturesDeleted: number };

/**
 * Sends edits again whose event was not taken or whose run shows no life, ends those that are past
 * their budget, and deletes pictures that no row came to refer to. Safe to run twice at once.
 */
export async function sweepEdits(services: Services): Promise<Swept> {
  const swept: Swept = { sentAgain: 0, timedOut: 0, picturesDeleted: 0 };
  for (const mark of await takeOverdueMarks(services.db, OVERDUE_SECONDS, BATCH)) {
    await dispatchEdit(services, mark.editId, mark.dispatch);
    swept.sentAgain += 1;
  }
  for (const edit of await findStuckEdits(services.db, STALE_SECONDS, BATCH)) {
    if (edit.ageSeconds > EDIT_BUDGET_SECONDS) {
      const failure = { code: "TIMED_OUT", detail: ERRORS.TIMED_OUT.detail, retryable: true, charge: "none" } as const;
      if (await failEdit(services, edit.id, null, failure)) swept.timedOut += 1;
      continue;
    }
    const dispatch = await renewOutboxMark(services.db, edit.id);
    if (dispatch === null) continue;
    await dispatchEdit(services, edit.id, dispatch);
    swept.sentAgain += 1;
  }
  const orphans = await findOldBlobIntents(services.db, ORPHAN_MINUTES, BATCH * 10);
  if (orphans.length > 0) {
    await services.blobs.delete(orphans);
    await removeBlobIntents(services.db, orphans);
    swept.picturesDeleted = orphans.length;
  }
  return swept;
}
