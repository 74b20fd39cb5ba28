import { AppError } from "@/lib/errors";

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

const LONGEST = 200;

/**
 * A provider's own words, fit to be shown to a person: one line of plain text, at most 200 characters,
 * without addresses, markup or invisible characters. `null` when nothing is left.
 */
export function plainSentence(text: string): string | null {
  const plain = text
    .slice(0, 4_000)
    .normalize("NFC")
    .replaceAll(/<[^<>]*>/gu, " ")
    .replaceAll(/[a-z][a-z\d+.-]*:\/\/\S*|\bwww\.\S*|\bdata:\S*/giu, " ")
    .replaceAll(
      /[\p{Cc}\p{Cs}\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]/gu,
      " ",
    )
    .replaceAll(/[<>`*_#[\]{}|\\]/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
  if (!/[\p{L}\p{N}]/u.test(plain)) return null;
  if (plain.length <= LONGEST) return plain;
  return `${plain.slice(0, LONGEST - 1).replace(/\s+\S*$/u, "")}…`;
}

/**
 * What a provider said when it failed, and how that came here, as one line; `null` where an error tells nothing of it.
 * Of our own errors it has nothing: what they say to the person is kept by itself. It may quote the request.
 */
export function providerWords(error: unknown): string | null {
  const parts: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if (at instanceof AppError) continue;
    const said = "said" in at && typeof at.said === "string" ? at.said : "";
    parts.push(at.message, said);
  }
  return plainSentence(parts.filter((part) => part !== "").join("; "));
}
