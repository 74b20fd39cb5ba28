import { NonRetriableError, RetryAfterError } from "inngest";
import { AppError, ERRORS, type ErrorCode } from "@/lib/errors";
import { failureOf } from "@/lib/edits/fail";

/** Codes after which the same step may simply be tried again: nothing was taken, nothing was paid. */
const TRANSIENT: readonly ErrorCode[] = ["PROVIDER_UNAVAILABLE", "STORAGE_UNAVAILABLE", "UNAVAILABLE", "INTERNAL"];

/**
 * Translates an error at the boundary of a durable step: whether the runner tries again, and, in
 * the cause, what it means for the edit (a stored error keeps its cause's own properties, not its class).
 * One that ends the edit carries its code's own sentence, for this one's, and what it suggests, may quote the person.
 */
export function toStepError(error: unknown): Error {
  if (!(error instanceof AppError)) return error instanceof Error ? error : new Error("not an error", { cause: error });
  const failure = failureOf(error);
  if (!error.retryable || !TRANSIENT.includes(error.code)) {
    const { detail } = ERRORS[failure.code];
    return new NonRetriableError(detail, { cause: { ...failure, detail, suggestions: [], cause: error.cause } });
  }
  const cause = { ...failure, suggestions: [], cause: error.cause };
  if (error.retryAfterSeconds !== null)
    return new RetryAfterError(error.message, `${Math.ceil(error.retryAfterSeconds)}s`, { cause });
  return new Error(error.message, { cause });
}
