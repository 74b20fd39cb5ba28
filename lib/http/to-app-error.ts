import { AppError } from "@/lib/errors";

// A database or service that cannot be reached right now: errno codes, and PostgreSQL's classes 08
// (connection), 53 (resources) and 57P (operator intervention).
const OUT_OF_REACH = /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|08...|53...|57P..)$/;

// The pools of `pg` and Neon name these failures by their sentence alone.
const NO_CONNECTION = /timeout exceeded when trying to connect|connection terminated|Query read timeout/i;

/** Gives anything thrown its code: itself, `UNAVAILABLE` when something we need is out of reach, else `INTERNAL`. */
export function toAppError(thrown: unknown): AppError {
  // A code of runs; over HTTP a store that does not answer is one of the things out of reach.
  if (thrown instanceof AppError && thrown.code === "STORAGE_UNAVAILABLE")
    return new AppError("UNAVAILABLE", { cause: thrown });
  if (thrown instanceof AppError) return thrown;
  return new AppError(isOutOfReach(thrown) ? "UNAVAILABLE" : "INTERNAL", { cause: thrown });
}

function isOutOfReach(thrown: unknown, depth = 0): boolean {
  if (!(thrown instanceof Error) || depth > 3) return false;
  const { code } = thrown as { code?: unknown };
  if (typeof code === "string" && OUT_OF_REACH.test(code)) return true;
  if (NO_CONNECTION.test(thrown.message)) return true;
  if (thrown instanceof AggregateError) return thrown.errors.some((error) => isOutOfReach(error, depth + 1));
  return isOutOfReach(thrown.cause, depth + 1);
}
