import { DeadlineError, retryWithBackoff } from "@/lib/async";
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
  const failureOf = (error: unknown): RemoteFailure =>
    error instanceof DeadlineError ? { reason: error.message, transient: true, retryable: true } : explain(error);
  try {
    return await retryWithBackoff(work, {
      tries: ATTEMPTS,
      totalMs,
      tryMs: sends ? sendMs : attemptMs,
      pauseMs,
      factor: 3,
      jitter: true,
      waitAfter: (error) => {
        const { transient, retryAfterSeconds = 0 } = failureOf(error);
        return transient ? retryAfterSeconds * 1000 : null;
      },
    });
  } catch (error) {
    throw unavailable(failureOf(error));
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
