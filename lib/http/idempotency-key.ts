import { AppError } from "@/lib/errors";

const MAX_LENGTH = 255;

/**
 * The `Idempotency-Key` of a request: visible ASCII, up to 255 characters; `null` without one.
 * @throws {AppError} `VALIDATION_FAILED`
 */
export function idempotencyKey(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (key.length <= MAX_LENGTH && /^[\x21-\x7e]+$/.test(key)) return key;
  const message = `Use 1 to ${MAX_LENGTH} visible ASCII characters without spaces.`;
  throw new AppError("VALIDATION_FAILED", { fields: [{ path: "Idempotency-Key", message }] });
}
