import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors";

/** What a failed call to a store's service means. */
export type RemoteFailure = {
  /** For the log: no key, token or signature. */
  reason: string;
  /** Whether the very same call may succeed a moment later. */
  transient: boolean;
  /** Whether trying again later can help at all; false for what an operator has to put right. */
  retryable: boolean;
  /** Seconds that the service asked to wait. */
  retryAfterSeconds?: number | undefined;
};

/** Milliseconds: for one attempt, for one that sends an object, for all with the pauses, and of the first pause. */
export type Patience = { attemptMs: number; sendMs: number; totalMs: number; pauseMs: number };

const USUAL: Patience = { attemptMs: 10_000, sendMs: 30_000, totalMs: 30_000, pauseMs: 300 };

const ATTEMPTS = 3;

/**
 * Calls a store's service up to three times while that can help. Only for what may be repeated. An
 * attempt that outlasts its time is aborted, and given up also when it does not heed the signal.
 * @param options `sends`: an object goes with it, which takes longer; the rest: other times than the usual.
 * @throws {AppError} `STORAGE_UNAVAILABLE` with the last failure's reason as its cause.
 */
export async function remoteCall<T>(
  work: (signal: AbortSignal) => Promise<T>,
  explain: (error: unknown) => RemoteFailure,
  { sends = false, ...patience }: Partial<Patience> & { sends?: boolean } = {},
): Promise<T> {
  const { attemptMs, sendMs, totalMs, pauseMs } = { ...USUAL, ...patience };
  const end = performance.now() + totalMs;
  for (let attempt = 1; ; attempt += 1) {
    const left = Math.max(end - performance.now(), 1);
    try {
      return await within(Math.min(sends ? sendMs : attemptMs, left), work);
    } catch (error) {
      const failure = error instanceof Late ? late(error) : explain(error);
      const wait = pauseOf(failure, pauseMs * 3 ** (attempt - 1));
      if (!failure.transient || attempt === ATTEMPTS || performance.now() + wait >= end) throw unavailable(failure);
      await sleep(wait);
    }
  }
}

/** The error for what could not be read or written, with its reason in words alone. */
export function unavailable({ reason, retryable, retryAfterSeconds }: RemoteFailure): AppError {
  return new AppError("STORAGE_UNAVAILABLE", {
    cause: new Error(reason),
    retryable,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

class Late extends Error {}

const late = ({ message }: Late): RemoteFailure => ({ reason: message, transient: true, retryable: true });

/** Half to the whole of the pause by chance, so that those who failed together do not come back together. */
const pauseOf = ({ retryAfterSeconds }: RemoteFailure, pauseMs: number): number =>
  Math.max((retryAfterSeconds ?? 0) * 1000, pauseMs * (0.5 + Math.random() / 2));

async function within<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Late(`no answer within ${Math.round(milliseconds)} ms`));
      controller.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
