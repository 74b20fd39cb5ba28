import { removeBlobIntents, takeOldBlobIntents } from "@/db/queries/blob-intents";
import { type EditRow } from "@/db/queries/edits";
import { type EditAge, findStuckEdits, releaseEdit } from "@/db/queries/stuck-edits";
import { clearOutboxMark, renewOutboxMark, takeOverdueMarks } from "@/db/queries/outbox";
import { ERRORS } from "@/lib/errors";
import { isFinal, LIFECYCLE, STORED_STAGE } from "@/lib/lifecycle";
import { tell } from "@/lib/observe";
import type { Services } from "@/lib/services";
import { EDIT_BUDGET_SECONDS, STORED_BUDGET_SECONDS } from "./budgets";
import { dispatchEdit } from "./dispatch";
import { editLabel } from "./edit-id";
import { failEdit } from "./fail";

/** Seconds after which a dispatch that was not taken is sent again. */
const OVERDUE_SECONDS = 15;

/** Minutes after which a stored picture without a row belongs to nobody. */
export const ORPHAN_MINUTES = 15;

const BATCH = 200;

export type Swept = { sentAgain: number; timedOut: number; picturesDeleted: number };

/**
 * Sends edits again whose event was not taken or whose run shows no life, ends those that are past
 * their budget, and deletes pictures that no row came to refer to. Safe to run twice at once.
 */
export async function sweepEdits(services: Services): Promise<Swept> {
  const swept: Swept = { sentAgain: 0, timedOut: 0, picturesDeleted: 0 };
  const marks = await takeOverdueMarks(services.db, OVERDUE_SECONDS, BATCH);
  const stuck = await findStuckEdits(services.db, BATCH);
  // What waits in a long queue is not lost: sent again, it would make the queue longer.
  const queued = await services.events.queued?.([...marks.map(({ editId }) => editId), ...stuck.map(({ id }) => id)]);
  const timeOut = async (id: string): Promise<void> => {
    if (await failEdit(services, id, null, TIMED_OUT)) swept.timedOut += 1;
  };
  for (const mark of marks) {
    const { editId, dispatch } = mark;
    if (mark.isSilent && isPastBudget(mark)) {
      await timeOut(editId);
      await clearOutboxMark(services.db, editId, dispatch);
      continue;
    }
    if (queued?.has(editId) === true) {
      await clearOutboxMark(services.db, editId, dispatch);
      continue;
    }
    await dispatchEdit(services, editId, dispatch);
    swept.sentAgain += 1;
  }
  for (const edit of stuck) {
    if (isPastBudget(edit)) {
      await timeOut(edit.id);
      continue;
    }
    if (queued?.has(edit.id) === true) continue;
    const dispatch = await renewOutboxMark(services.db, edit.id);
    if (dispatch === null) continue;
    await dispatchEdit(services, edit.id, dispatch);
    swept.sentAgain += 1;
  }
  const orphans = await takeOldBlobIntents(services.db, ORPHAN_MINUTES, BATCH * 10);
  if (orphans.length > 0 && (await deletePictures(services, orphans))) swept.picturesDeleted = orphans.length;
  tell({ kind: "swept", ...swept });
  return swept;
}

const isPastBudget = ({ status, ageSeconds }: EditAge): boolean =>
  ageSeconds > (status === STORED_STAGE ? STORED_BUDGET_SECONDS : EDIT_BUDGET_SECONDS);

/** The end of an edit whose time is over. */
const TIMED_OUT = { code: "TIMED_OUT", detail: ERRORS.TIMED_OUT.detail, retryable: true, charge: "none" } as const;

/**
 * Takes an edit from a run that what carries out runs has ended by itself, because it could not reach the app, say: it
 * has failed of nothing that the edit did, and the sweeper has another run begin. Within the time that an edit has.
 * @returns false when the edit is over, or no longer that run's.
 */
export async function leaveToSweeper(services: Services, editId: string, runId: string): Promise<boolean> {
  const age = await services.db.transaction().execute(async (tx) => {
    const released = await releaseEdit(tx, { id: editId, runId });
    if (released !== null) await renewOutboxMark(tx, editId);
    return released;
  });
  if (age === null) return false;
  if (isPastBudget(age)) return failEdit(services, editId, null, TIMED_OUT);
  services.log.warn("a run ended before its edit did; another takes it up", { edit: editLabel(editId) });
  return true;
}

/**
 * Deletes pictures that intents were written for. Answers whether the store did it: where it does not, the intents stay,
 * and a later sweep tries again, for what else is to be swept must not wait for a store.
 */
export async function deletePictures({ blobs, db, log }: Services, keys: readonly string[]): Promise<boolean> {
  try {
    await blobs.delete(keys);
    await removeBlobIntents(db, keys);
    return true;
  } catch (error) {
    log.warn("pictures are left to a later sweep: the store does not delete them", { count: keys.length, error });
    return false;
  }
}

/** At most one sweep by readers in this time, in milliseconds. */
const PAUSE_MS = 15_000;

const sweptAt = new WeakMap<Services, number>();

/**
 * A reader that meets an edit past its stage's time has the sweeper look, instead of waiting for its
 * next time. The reader does not wait for it. By this process's clock, as a hint: what counts as
 * stuck is up to the sweeper and the database's clock.
 */
export function noticeStuck(services: Services, edits: readonly EditRow[], now: number = Date.now()): void {
  if (!edits.some((edit) => isOverdue(edit, now)) || now - (sweptAt.get(services) ?? 0) < PAUSE_MS) return;
  sweptAt.set(services, now);
  sweepEdits(services).catch((error: unknown) => services.log.warn("a sweep for a stuck edit failed", { error }));
}

function isOverdue({ status, stageStartedAt, heartbeatAt }: EditRow, now: number): boolean {
  if (isFinal(status)) return false;
  const shownLife = Math.max(stageStartedAt.getTime(), heartbeatAt?.getTime() ?? 0);
  return now - shownLife > LIFECYCLE[status].staleSeconds * 1000;
}
