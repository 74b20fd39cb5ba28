import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { AppError, ERRORS, type ErrorCode } from "@/lib/errors";
import type { LimitResult } from "@/lib/limits/rate-limiter";
import type { Log } from "@/lib/log";

/** Body of every error answer. */
export const errorSchema = z
  .strictObject({
    detail: z.string().meta({ description: "One sentence for a person" }),
    error_code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    timestamp: z.iso.datetime(),
    fields: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "With 422: what is wrong with which field" }),
  })
  .meta({ id: "Error" });

type ErrorBody = z.infer<typeof errorSchema>;

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
  if (error.status === 401) headers.set("WWW-Authenticate", "Bearer");
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

// A database or service that cannot be reached right now: errno codes, and PostgreSQL's classes 08
// (connection), 53 (resources) and 57P (operator intervention); and what it gave up for others, so that the same may
// succeed next: a statement or a lock that took too long (57014, 55P03), one of two that waited for each other (40001, 40P01).
const OUT_OF_REACH =
  /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|08...|53...|57P..|57014|55P03|40001|40P01)$/;

// The pools of `pg` and Neon name these failures by their sentence alone, and so does one that was closed.
const NO_CONNECTION =
  /timeout exceeded when trying to connect|connection terminated|Query read timeout|driver has already been destroyed|PGlite is clos/i;

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

/** Logs what went wrong on our side, in full, under the request's id; what a client did wrong is not logged. */
export function reportError(
  log: Log,
  thrown: unknown,
  place: { request_id: string; method: string; path: string },
): void {
  const known = toAppError(thrown);
  if (known.status < 500) return;
  log.error("request failed", { ...place, code: known.code, error: thrown instanceof Error ? thrown : known });
}

/** 404 in the form of all errors, for what has no route; touches nothing. */
export function notFoundResponse(): Response {
  const requestId = randomUUID();
  const response = errorResponse(new AppError("NOT_FOUND"), requestId);
  response.headers.set("X-Request-Id", requestId);
  setSecureHeaders(response.headers);
  return response;
}

const SECURE_HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;

/** Headers of every answer that is not a page; what a route set itself stays. */
export function setSecureHeaders(headers: Headers): void {
  for (const [name, value] of Object.entries(SECURE_HEADERS)) if (!headers.has(name)) headers.set(name, value);
}

/** Pages that are watched by a tracer send its headers with every request of theirs (W3C Trace Context, Sentry, Datadog, B3). */
const TRACING_HEADERS =
  "baggage, sentry-trace, traceparent, tracestate, b3, x-b3-traceid, x-b3-spanid, x-b3-parentspanid, x-b3-sampled, elastic-apm-traceparent, newrelic, uber-trace-id, x-amzn-trace-id, x-cloud-trace-context, x-request-id, x-datadog-trace-id, x-datadog-parent-id, x-datadog-origin, x-datadog-sampling-priority, x-datadog-tags";

const ALLOWED_HEADERS = `Authorization, Content-Type, Idempotency-Key, If-None-Match, If-Range, Range, ${TRACING_HEADERS}`;
const EXPOSED_HEADERS =
  "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id";
const PREFLIGHT_SECONDS = "600";

/**
 * Opens an answer to a page of another origin when that origin is one of `allowedOrigins`, exactly.
 * Never `*`, never reflected, never with credentials: other origins use the delete token.
 */
export function setCorsHeaders(headers: Headers, origin: string | null, allowedOrigins: readonly string[]): void {
  headers.append("Vary", "Origin");
  if (origin === null || !allowedOrigins.includes(origin)) return;
  headers.set("Access-Control-Allow-Origin", origin);
  headers.set("Access-Control-Expose-Headers", EXPOSED_HEADERS);
}

/** What a preflight from an allowed origin may know; `allow` lists the methods of the route. */
export function setPreflightHeaders(headers: Headers, allow: string): void {
  if (!headers.has("Access-Control-Allow-Origin")) return;
  headers.set("Access-Control-Allow-Methods", allow);
  headers.set("Access-Control-Allow-Headers", ALLOWED_HEADERS);
  headers.set("Access-Control-Max-Age", PREFLIGHT_SECONDS);
}

/** `RateLimit-Limit`, `-Remaining` and `-Reset` (seconds). */
export function setLimitHeaders(headers: Headers, result: LimitResult): void {
  headers.set("RateLimit-Limit", String(result.limit));
  headers.set("RateLimit-Remaining", String(result.remaining));
  headers.set("RateLimit-Reset", String(result.resetSeconds));
}

/** A strong entity tag of a JSON body. */
export function entityTag(body: string): string {
  return `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
}

/** Whether `If-None-Match` names this tag (RFC 9110 §13.1.2: weak comparison, `*` matches). */
export function matchesTag(ifNoneMatch: string | null, tag: string): boolean {
  return (ifNoneMatch ?? "").split(",").some((part) => {
    const candidate = part.trim();
    return candidate === "*" || candidate.replace(/^W\//, "") === tag;
  });
}
