import { inspect } from "node:util";
import { AppError } from "@/lib/errors";
import type { DescribedError } from "./messages";

/** How far a chain of causes is followed. */
const DEEPEST = 5;

/** What was thrown, as it can be sent to another thread; OpenCV throws numbers and objects too. */
export function describeError(thrown: unknown, depth = 0): DescribedError {
  if (!(thrown instanceof Error)) {
    const message = `Thrown: ${inspect(thrown, { depth: 1 }).slice(0, 500)}`;
    return { name: "Error", message, stack: message, cause: null, app: null };
  }
  const { name, message, cause } = thrown;
  const hasCause = cause !== undefined && cause !== null && depth < DEEPEST;
  return {
    name,
    message,
    stack: thrown.stack ?? message,
    cause: hasCause ? describeError(cause, depth + 1) : null,
    app:
      thrown instanceof AppError
        ? { code: thrown.code, detail: thrown.detail, retryable: thrown.retryable, charge: thrown.charge }
        : null,
  };
}
