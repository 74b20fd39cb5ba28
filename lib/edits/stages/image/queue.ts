import { findOpenAttempt, markSent, markWaiting, secondsWaiting } from "@/db/queries/attempts";
import type { Db } from "@/db/client";
import { lockUnfinishedEdit } from "@/db/queries/edit-runs";
import { findPlace, lockSlots } from "@/db/queries/provider-slots";
import { AppError } from "@/lib/errors";
import type { Turn } from "@/lib/providers/port";
import { reserveForSubmit } from "@/lib/spend/spend";
import { answer, type StageContext, type StepAnswer } from "../stage";
import type { OpenAttempt } from "./attempt";

/** Longest pause between two looks at the queue, in seconds: shorter than an edit may be silent in it. */
const LONGEST = 90;

/** Seconds for which a task keeps its slot where nothing is published. */
const TASK_SECONDS = 5;

/** The share of the time which the queue before an edit takes after which it looks again: the queue may be quicker. */
const SHARE = 0.75;

/**
 * Seconds to wait before this attempt may ask for a slot at its provider again; 0 when one is free
 * for it. The head of the queue looks every second, so that no slot lies idle; the others when most of
 * the time has passed that the queue before them takes. A thousand that look every few seconds would
 * leave a process no time for those that are at work, whose slots they wait for.
 */
export async function queueDelay(
  db: Db,
  { attempt, editor }: Pick<OpenAttempt, "attempt" | "editor">,
): Promise<number> {
  const cap = editor.maxActive;
  if (cap === null) return 0;
  await markWaiting(db, attempt.id);
  const { active, place } = await findPlace(db, editor.id, attempt.id);
  if (place === null) return 1;
  const behind = place - Math.max(0, cap - active);
  if (behind <= 0) return 0;
  const turn = (editor.capabilities.usualSeconds ?? TASK_SECONDS) / cap;
  return Math.min(LONGEST, Math.max(1, Math.floor((behind - 1) * turn * SHARE)));
}

/** What comes of asking for a slot: it is `taken`, or `full` for so many seconds; `sent` by the same step, running a second time at once. */
export type Slot = { state: "taken" } | { state: "full"; seconds: number } | { state: "sent" } | { state: "over" };

/**
 * Marks the attempt as sent while the edit is this run's and not over, and while its provider has a
 * slot for it: a cancellation comes before or after, never between, and no two processes take the
 * same slot.
 * @throws {AppError} `BUDGET_EXHAUSTED`: it is not sent.
 */
export async function takeSlot(
  { editId, runId, services }: StageContext,
  { attempt, editor }: OpenAttempt,
): Promise<Slot> {
  return services.db.transaction().execute(async (tx): Promise<Slot> => {
    const edit = await lockUnfinishedEdit(tx, editId, runId);
    if (edit === null) return { state: "over" };
    const now = await findOpenAttempt(tx, editId);
    if (now?.id !== attempt.id || (now.sentAt !== null && !editor.free)) return { state: "sent" };
    if (editor.maxActive !== null) await lockSlots(tx, services.env.schema, editor.id);
    const seconds = await queueDelay(tx, { attempt, editor });
    if (seconds > 0) return { state: "full", seconds };
    await markSent(tx, attempt.id);
    await reserveForSubmit(tx, services, edit, editor);
    return { state: "taken" };
  });
}

type TurnOptions = {
  /** Milliseconds for the work, and for a wait within one step. */
  workMs: number;
  turnMs: number;
  /** Sets how many milliseconds are left from now on. */
  extend: (ms: number) => void;
  /** Looks whether the edit is still wanted: if not, `signal` is aborted when it comes back. */
  look: () => Promise<void>;
  signal: AbortSignal;
};

/** Longest for which a turn that has come is kept from its work, in milliseconds. */
const PATIENCE_MS = 2_000;

/** The wait of an edit for its turn at an editor that works in this process. */
export function waitForTurn(
  { services }: StageContext,
  { edit, attempt }: OpenAttempt,
  options: TurnOptions,
): Turn & { isWaiting: () => boolean } {
  const { workMs, turnMs, extend, look, signal } = options;
  let isWaiting = false;
  let marking = Promise.resolve();
  /** Only for the time that such an edit usually takes, and for how long it may wait; never for what is done. */
  const mark = (write: () => Promise<unknown>): Promise<void> => {
    marking = marking.then(write).then(
      () => {},
      () => {},
    );
    return marking;
  };
  return {
    client: edit.clientHash ?? edit.ownerHash,
    since: attempt.waitingSince?.getTime() ?? null,
    isWaiting: () => isWaiting,
    wait() {
      isWaiting = true;
      extend(turnMs);
      void mark(() => markWaiting(services.db, attempt.id));
    },
    async begin() {
      await within(PATIENCE_MS, Promise.all([look(), mark(() => markSent(services.db, attempt.id))]));
      signal.throwIfAborted();
      isWaiting = false;
      extend(workMs);
    },
  };
}

/**
 * What follows when a turn has not come within a step: another step, at the same place in the queue.
 * @throws {AppError} `TIMED_OUT` when it has waited longer than `turnSeconds`.
 */
export async function requeue(
  { services }: StageContext,
  { attempt }: OpenAttempt,
  turnSeconds: number,
): Promise<StepAnswer<"submit">> {
  if ((await secondsWaiting(services.db, attempt.id)) <= turnSeconds) return answer("submit");
  const detail = "This server has been too busy to begin this edit. It cost nothing; please try again.";
  throw new AppError("TIMED_OUT", { detail, cause: new Error("no turn in time"), retryable: false });
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
