import { AppError, type ErrorCode } from "./errors";

/** Time was up before there was an answer. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
  constructor(ms: number) {
    super(`no answer within ${Math.round(ms)} ms`);
  }
}

/** A timer that comes so many milliseconds late was in a process that stood still, and so was what it waits for. */
const STOOD_STILL_MS = 1_000;
/** What such a process gets to read what has come meanwhile. */
const CATCH_UP_MS = 1_000;

/**
 * Runs `work` with a signal that fires after `ms`, and does not wait for it any longer than that. With
 * `extend` the work may set, once or more, how many milliseconds it has from then on.
 * A timer of our own: some SDKs take `AbortSignal.timeout` for a reason to retry.
 *
 *     await withDeadline(3_000, "UNAVAILABLE", (signal) => fetch(url, { signal }));
 *
 * @param late what is thrown when time is up: an `AppError` with this code, or the error that is made.
 */
export async function withDeadline<T>(
  ms: number,
  late: ErrorCode | ((ms: number) => Error),
  work: (signal: AbortSignal, extend: (ms: number) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let fail = (_error: Error): void => {};
  const timeIsUp = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  const end = (): void => {
    isOver = true;
    clearTimeout(timer);
  };
  const extend = (left: number, isCatchingUp = false): void => {
    if (isOver) return;
    clearTimeout(timer);
    const due = performance.now() + left;
    timer = setTimeout(() => {
      // Timers come before sockets: an answer that lies there already must not be lost to them.
      if (!isCatchingUp && performance.now() - due > STOOD_STILL_MS) return extend(CATCH_UP_MS, true);
      end();
      fail(typeof late === "function" ? late(left) : new AppError(late, { cause: new DeadlineError(left) }));
      controller.abort();
    }, left);
  };
  extend(ms);
  try {
    return await Promise.race([work(controller.signal, (left) => extend(left)), timeIsUp]);
  } finally {
    end();
  }
}

/** When to try again, and how often. All times in milliseconds. */
export type Backoff = {
  /** Tries in all; absent: as many as there is time for. */
  tries?: number;
  /** For all tries and pauses: no pause begins that would end later. Absent: no limit. */
  totalMs?: number;
  /** For one try, never longer than what is left of all: it is aborted then, and fails with a `DeadlineError`. Absent: a try takes as long as it takes. */
  tryMs?: number;
  /** Before the second try. */
  pauseMs: number;
  /** How many times as long each later pause is. Default: 2. */
  factor?: number;
  longestPauseMs?: number;
  /** Half to the whole of each pause by chance, so that those who failed together do not come back together. */
  jitter?: boolean;
  /** Ends the try or pause that is on, and is the last of them. */
  signal?: AbortSignal;
  /** How long to wait at least after this error; `null`: another try is no use. Default: 0. */
  waitAfter?: (error: unknown) => number | null;
};

/**
 * Does again what failed, with longer and longer pauses, while that can help. Only for what may be repeated.
 *
 *     await retryWithBackoff(() => markSent(db, id), { pauseMs: 250, longestPauseMs: 5_000, totalMs: 60_000 });
 *
 * @throws what the last try threw; the reason of `signal` where it fired before a try.
 */
export async function retryWithBackoff<T>(work: (signal: AbortSignal) => Promise<T>, backoff: Backoff): Promise<T> {
  const { tries = Infinity, totalMs = Infinity, pauseMs, factor = 2, longestPauseMs = Infinity } = backoff;
  const { jitter = false, signal, waitAfter = () => 0 } = backoff;
  const end = performance.now() + totalMs;
  for (let tried = 1; ; tried += 1) {
    signal?.throwIfAborted();
    try {
      return await tryOnce(work, backoff, end);
    } catch (error) {
      const least = signal?.aborted === true || tried >= tries ? null : waitAfter(error);
      if (least === null) throw error;
      const usual = Math.min(pauseMs * factor ** (tried - 1), longestPauseMs);
      const pause = Math.max(least, jitter ? usual * (0.5 + Math.random() / 2) : usual);
      if (performance.now() + pause >= end) throw error;
      await sleep(pause, signal);
    }
  }
}

async function tryOnce<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { tryMs, signal }: Backoff,
  end: number,
): Promise<T> {
  if (tryMs === undefined) return work(signal ?? new AbortController().signal);
  const ms = Math.min(tryMs, Math.max(end - performance.now(), 1));
  return withDeadline(
    ms,
    (ms) => new DeadlineError(ms),
    (own) => work(signal === undefined ? own : AbortSignal.any([own, signal])),
  );
}

/** Waits so many milliseconds, or until the signal fires: what is to happen then, the caller says. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal?.aborted === true) done();
    else signal?.addEventListener("abort", done, { once: true });
  });
}
