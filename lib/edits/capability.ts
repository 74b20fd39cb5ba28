import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Name of the cookie that holds a browser's owner secret. */
export const OWNER_COOKIE = "mizual_owner";

// 256 bits in base64url.
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const MAX_AGE_SECONDS = 400 * 24 * 3600;

/** A new owner secret: 256 random bits, base64url. */
export function createOwnerSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What rows keep of an owner secret: its SHA-256, hex. */
export function hashOwner(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The owner secret of a `Cookie` header, or `null` when there is none or it is not one of ours. */
export function readOwnerSecret(cookieHeader: string | null): string | null {
  for (const part of (cookieHeader ?? "").split(";")) {
    const [name, value = ""] = part.trim().split("=", 2);
    if (name === OWNER_COOKIE && SECRET.test(value)) return value;
  }
  return null;
}

/** The `Set-Cookie` value that gives a browser its owner secret; `secure` on https. */
export function ownerCookie(secret: string, secure: boolean): string {
  const flags = `Path=/; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Lax`;
  return `${OWNER_COOKIE}=${secret}; ${flags}${secure ? "; Secure" : ""}`;
}

/** The token that may cancel, retry and delete one edit. Made from the app's secret, so nothing is stored. */
export function deleteToken(appSecret: string, editId: string): string {
  return createHmac("sha256", appSecret).update(`delete\0${editId.toLowerCase()}`).digest("base64url");
}

/** What a request shows: the hash of its owner cookie, and its bearer token. */
export type Credentials = { ownerHash: string | null; bearer: string | null };

/** Whether a request may cancel, retry or delete an edit: by the owner's cookie or the edit's delete token. */
export function mayChange(
  ownerHash: string | null,
  editId: string,
  credentials: Credentials,
  appSecret: string,
): boolean {
  const isOwner = ownerHash !== null && credentials.ownerHash !== null && equals(ownerHash, credentials.ownerHash);
  const hasToken = credentials.bearer !== null && equals(deleteToken(appSecret, editId), credentials.bearer);
  return isOwner || hasToken;
}

// Digests have one length, so that neither time nor an exception tells how much was right.
function equals(expected: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}

/** Who asks, without an address: see `lib/limits` for how the hashes are made. */
export type Client = {
  /** SHA-256 of the owner cookie's secret; null for a client without one. */
  ownerHash: string | null;
  /** HMAC of the address with today's salt. */
  hash: string;
  /** The same with today's and yesterday's salt, so that nothing is forgotten at midnight. */
  hashes: readonly string[];
};

/** Characters of an idempotency key that nobody can guess who is behind the same address. A UUID has 36. */
export const OWN_KEY_LENGTH = 32;

/** Where a client's idempotency keys are looked for: at its address of today and yesterday, and with its owner cookie wherever it is. */
export const keyScopes = ({ ownerHash, hashes }: Client): string[] => [
  ...hashes,
  ...(ownerHash === null ? [] : [`owner:${ownerHash}`]),
];
