import { AppError } from "@/lib/errors";
import type { DescribedError } from "./messages";

/** The error that another thread described, with the stack that it had there. */
export function restoreError({ name, message, stack, cause, app }: DescribedError): Error {
  const options = cause === null ? {} : { cause: restoreError(cause) };
  if (app !== null) {
    const { code, detail, retryable, charge } = app;
    const error = new AppError(code, { detail, retryable, charge, ...options });
    return Object.assign(error, { stack });
  }
  return Object.assign(new Error(message, options), { name, stack });
}
