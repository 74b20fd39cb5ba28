import { AppError } from "@/lib/errors";
import type { ErrorBody } from "./error-schema";
import { toAppError } from "./to-app-error";

// What a 429 or 503 says when the error itself doesn't know how long to wait.
const DEFAULT_RETRY_AFTER_SECONDS: Partial<Record<string, number>> = { UNAVAILABLE: 5, RATE_LIMITED: 60 };

/** The answer for anything thrown: the error's code and sentence, or `INTERNAL` with the request's id and no more. */
export function errorResponse(thrown: unknown, requestId: string): Response {
  const error = toAppError(thrown);
  const detail = error.code === "INTERNAL" ? `${new AppError("INTERNAL").detail} Request: ${requestId}` : error.detail;
  const body: ErrorBody = {
    detail,
    error_code: error.code,
    timestamp: new Date().toISOString(),
    ...(error.status === 422 && { fields: error.fields ?? [] }),
  };
  const headers = new Headers();
  const retryAfter = retryAfterSeconds(error);
  if (retryAfter !== null) headers.set("Retry-After", String(retryAfter));
  return Response.json(body, { status: error.status, headers });
}

function retryAfterSeconds(error: AppError): number | null {
  if (error.code === "BUDGET_EXHAUSTED") return error.retryAfterSeconds ?? secondsUntilTomorrow();
  return error.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS[error.code] ?? null;
}

function secondsUntilTomorrow(): number {
  const day = 24 * 3600;
  return day - (Math.floor(Date.now() / 1000) % day);
}
