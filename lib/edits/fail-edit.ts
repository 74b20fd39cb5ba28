import { endEdit, lockUnfinishedEdit } from "@/db/queries/edits";
import type { Charge, RunErrorCode } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { settleSpend } from "@/lib/spend/reservations";
import { failureSentence } from "./failure-sentence";
import { settleAttempt } from "./settle-attempt";

export type RunFailure = { code: RunErrorCode; detail: string; retryable: boolean; charge: Charge };

/**
 * Fails an edit, once: the one end of failed steps, `onFailure`, cancellation by the runner and the
 * sweeper. With `runId`, only while the edit is that run's. False when the edit was over already.
 */
export async function failEdit(
  services: Services,
  editId: string,
  runId: string | null,
  failure: RunFailure,
): Promise<boolean> {
  return services.db.transaction().execute(async (tx) => {
    const edit = await lockUnfinishedEdit(tx, editId, runId);
    if (edit === null) return false;
    const charge = await settleAttempt(services, tx, edit, failure);
    const ended = await endEdit(tx, editId, runId, {
      status: "failed",
      errorCode: failure.code,
      errorDetail: failureSentence(failure, charge),
      retryable: failure.retryable,
      charge,
    });
    await settleSpend(tx, editId);
    return ended;
  });
}
