const ALLOWED_HEADERS = "Authorization, Content-Type, Idempotency-Key, If-None-Match";
const EXPOSED_HEADERS =
  "ETag, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id";
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
