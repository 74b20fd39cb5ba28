import { markSent, markWaiting, secondsWaiting } from "@/db/queries/attempts";
import type { Turn } from "@/lib/providers/port";
import { AppError } from "@/lib/errors";
import type { StageContext } from "../stage";
import type { Work } from "./find-work";

type Options = {
  /** Milliseconds for the work, and for a wait within one step. */
  workMs: number;
  turnMs: number;
  /** Sets how many milliseconds are left from now on. */
  extend: (ms: number) => void;
  /** Looks whether the edit is still wanted: if not, `signal` is aborted when it comes back. */
  look: () => Promise<void>;
  signal: AbortSignal;
};

type Waiting = Turn & { isWaiting: () => boolean };

/** Longest for which a turn that has come is kept from its work, in milliseconds. */
const PATIENCE_MS = 2_000;

/** The wait of an edit for its turn at an editor that works in this process. */
export function waitForTurn({ services }: StageContext, { attempt }: Work, options: Options): Waiting {
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
export async function waitOn({ services }: StageContext, { attempt }: Work, turnSeconds: number): Promise<"submit"> {
  if ((await secondsWaiting(services.db, attempt.id)) <= turnSeconds) return "submit";
  const detail = "This server has been too busy to begin this edit. It cost nothing; please try again.";
  throw new AppError("TIMED_OUT", { detail, cause: new Error("no turn in time"), retryable: false });
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
