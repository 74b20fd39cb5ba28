/**
 * Reads the whole body of an answer.
 * @throws {Error} as soon as it passes `most` bytes; what the connection throws otherwise.
 */
export async function readCapped(response: Response, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return Buffer.alloc(0);
  // Leaving the loop cancels the rest.
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > most) throw new Error(`the answer has more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

/** Codes of failures that happen before the first byte of a request is sent. */
const BEFORE_SENDING = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Whether a failed `fetch` certainly sent nothing: name, route, connection or certificate was wrong. */
export function neverConnected(error: unknown): boolean {
  for (let cause = error, depth = 0; typeof cause === "object" && cause !== null && depth < 4; depth += 1) {
    const { code, cause: deeper, errors } = cause as { code?: unknown; cause?: unknown; errors?: unknown };
    // Several addresses were tried: none may have got further.
    if (Array.isArray(errors) && errors.length > 0) return errors.every((each) => neverConnected(each));
    if (typeof code === "string" && BEFORE_SENDING.has(code)) return true;
    cause = deeper;
  }
  return false;
}
