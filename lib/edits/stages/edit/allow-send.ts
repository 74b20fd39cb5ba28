import { findOpenAttempt, markSent } from "@/db/queries/attempts";
import { lockUnfinishedEdit } from "@/db/queries/edits";
import { lockSlots } from "@/db/queries/provider-slots";
import { reserveForSubmit } from "@/lib/spend/reservations";
import type { StageContext } from "../stage";
import type { Work } from "./find-work";
import { slotPause } from "./slot-pause";

/**
 * Marks the attempt as sent while the edit is this run's and not over, and while its provider has a
 * slot for it: a cancellation comes before or after, never between, and no two processes take the
 * same slot. Answers 0, or the seconds to wait for a slot; `sent` when the same step, running a second
 * time at once, has sent it in the meantime.
 * @throws {AppError} `BUDGET_EXHAUSTED`: it is not sent.
 */
export async function allowSend(
  { editId, runId, services }: StageContext,
  { attempt, editor }: Work,
): Promise<number | "over" | "sent"> {
  return services.db.transaction().execute(async (tx) => {
    const edit = await lockUnfinishedEdit(tx, editId, runId);
    if (edit === null) return "over";
    const now = await findOpenAttempt(tx, editId);
    if (now?.id !== attempt.id || (now.sentAt !== null && !editor.free)) return "sent";
    if (editor.maxActive !== null) await lockSlots(tx, services.env.schema, editor.id);
    const pause = await slotPause(tx, { attempt, editor });
    if (pause > 0) return pause;
    await markSent(tx, attempt.id);
    await reserveForSubmit(tx, services, edit, editor);
    return 0;
  });
}
