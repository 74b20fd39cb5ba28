import { findInsideOf, findReplays, insertOperatorAction } from "@/db/queries/operator";
import { findOtherTry } from "@/db/queries/retries";
import { sendEvent } from "@/lib/edits/dispatch";
import { isEditId } from "@/lib/edits/edit-id";
import { checkEdit } from "@/lib/edits/retry";
import { AppError } from "@/lib/errors";
import { accountKey } from "@/lib/fair-share";
import type { Services } from "@/lib/services";

/** Seconds for which a replay is waited for that was asked for: until then its run may not have begun. */
const REPLAY_SECONDS = 60;

/**
 * Runs a failed edit once more from its beginning, as a replay in Inngest's own dashboard does: by the event of its last
 * dispatch, to whatever runs the functions; by name, for the operator is asked about this one. It may be paid for again,
 * within the caps.
 * @throws {AppError} `EDIT_NOT_FOUND`; `EDIT_FINISHED` where it did not fail, or the same was asked for again; `EDIT_NOT_FINISHED` where that was asked for
 * less than a minute ago.
 */
export async function replayEdit(services: Services, id: string): Promise<void> {
  const found = isEditId(id) ? await findInsideOf(services.db, id.toLowerCase()) : null;
  if (found === null || found.edit.deletedAt !== null) throw new AppError("EDIT_NOT_FOUND");
  const { edit } = found;
  if (edit.status !== "failed" || edit.dispatch === 0)
    throw new AppError("EDIT_FINISHED", { detail: "Only a failed edit that a run had taken is run once more." });
  if ((await findOtherTry(services.db, edit)) !== null)
    throw new AppError("EDIT_FINISHED", {
      detail: "The same was asked for again, by an edit that has succeeded or is under way.",
    });
  const { count, secondsAgo } = await findReplays(services.db, edit.id);
  if (secondsAgo !== null && secondsAgo < REPLAY_SECONDS)
    throw new AppError("EDIT_NOT_FINISHED", {
      detail: "A replay was asked for less than a minute ago. Reload to see what becomes of it.",
    });
  const data = {
    editId: edit.id,
    // Its claim takes a failed edit by the number of its last claim alone.
    dispatch: edit.dispatch,
    ...(edit.clientHash !== null && { client: accountKey(edit.clientHash) }),
    ...(edit.errorCode !== null && { replay: edit.errorCode }),
  };
  // Written down first: what was asked for and did not come to be is no harm, what nobody wrote down would be.
  await insertOperatorAction(services.db, "replay", edit.id);
  // Pressed twice at once it is one event. The next has another number, whatever came of this one.
  await sendEvent(services, {
    id: `${edit.id}:${edit.dispatch}:replay:${edit.replays}.${count}`,
    name: "edit/requested",
    data,
  });
}

/** As the person's own _check again_: asks for what the provider may have made, and never costs anything. */
export async function checkAgain(services: Services, id: string): Promise<void> {
  if (!isEditId(id)) throw new AppError("EDIT_NOT_FOUND");
  await insertOperatorAction(services.db, "check", id.toLowerCase());
  await checkEdit(services, id.toLowerCase());
}
