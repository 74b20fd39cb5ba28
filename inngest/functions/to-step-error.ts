import { NonRetriableError, RetryAfterError } from "inngest";
import { failureOf } from "@/lib/edits/fail";
import { AppError, ERRORS, type ErrorCode } from "@/lib/errors";
import { toAppError } from "@/lib/http/response";

/** Codes after which the same step may simply be tried again: nothing was taken, nothing was paid. */
const TRANSIENT: readonly ErrorCode[] = ["PROVIDER_UNAVAILABLE", "STORAGE_UNAVAILABLE", "UNAVAILABLE", "INTERNAL"];

/** How often a step is tried that fails by itself. */
const OWN_TRIES = 4;

/** Steps that are counted at once, at most. */
const MOST = 1_000;

/**
 * Counts how often this process has begun a step: what carries it out counts as well how often it could not reach the
 * app, which is no failure of the step.
 */
export function createTries(): { begin(step: string): number; end(step: string): void } {
  const counts = new Map<string, number>();
  return {
    begin(step) {
      const count = (counts.get(step) ?? 0) + 1;
      counts.delete(step);
      counts.set(step, count);
      // Those that another process went on with are never ended here.
      for (const oldest of counts.keys()) {
        if (counts.size <= MOST) break;
        counts.delete(oldest);
      }
      return count;
    },
    end: (step) => void counts.delete(step),
  };
}

/**
 * Translates an error at the boundary of a durable step: whether the runner tries again, and, in
 * the cause, what it means for the edit (a stored error keeps its cause's own properties, not its class).
 * One that ends the edit carries its code's own sentence, for this one's, and what it suggests, may quote the person.
 * @param tried how often the step was tried by now. A database that is away is waited for as long as there are tries.
 */
export function toStepError(error: unknown, tried: number): Error {
  const isLast = tried >= OWN_TRIES && toAppError(error).code !== "UNAVAILABLE";
  if (!(error instanceof AppError)) {
    const unknown = error instanceof Error ? error : new Error("not an error", { cause: error });
    return isLast ? final(new AppError("INTERNAL", { cause: unknown })) : unknown;
  }
  if (isLast || !error.retryable || !TRANSIENT.includes(error.code)) return final(error);
  const cause = { ...failureOf(error), suggestions: [], cause: error.cause };
  if (error.retryAfterSeconds !== null)
    return new RetryAfterError(error.message, `${Math.ceil(error.retryAfterSeconds)}s`, { cause });
  return Object.assign(new Error(error.message, { cause }), { name: error.code });
}

/** The end of an edit's run. Called by its code, which is what a list of runs shows of it. */
export class RunFailed extends NonRetriableError {
  constructor(code: ErrorCode, sentence: string, cause: unknown) {
    super(sentence, { cause });
    this.name = code;
  }
}

function final(error: AppError): NonRetriableError {
  const failure = failureOf(error);
  const { detail } = ERRORS[failure.code];
  return new RunFailed(failure.code, detail, { ...failure, detail, suggestions: [], cause: error.cause });
}
