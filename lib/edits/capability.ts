import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** The token that may cancel, retry and delete one edit. Made from the app's secret, so nothing is stored. */
export function deleteToken(appSecret: string, editId: string): string {
  return createHmac("sha256", appSecret).update(`delete\0${editId.toLowerCase()}`).digest("base64url");
}

/** What a request shows: the SHA-256 of its owner cookie's secret, and its bearer token; null where it has none. */
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

/**
 * Whether a request comes from who made an edit, so that it may rate and continue it: by cookie or token, or of what was
 * asked for over the API without a page, as those clients have neither: by the id alone, from no page either.
 */
export function isMaker(
  edit: { id: string; ownerHash: string | null; madeByPage: boolean },
  client: Client,
  appSecret: string,
): boolean {
  return mayChange(edit.ownerHash, edit.id, client, appSecret) || (!edit.madeByPage && !client.byPage);
}

// Digests have one length, so that neither time nor an exception tells how much was right.
function equals(expected: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}

/** Who asks, without an address: see `lib/limits` for how the hashes are made. Its owner is the cookie's, if it has one. */
export type Client = Credentials & {
  /** HMAC of the address with today's salt. */
  hash: string;
  /** The same with today's and yesterday's salt, so that nothing is forgotten at midnight. */
  hashes: readonly string[];
  /** It is a page of our own. */
  byPage: boolean;
};

/** Characters of an idempotency key that nobody can guess who is behind the same address. A UUID has 36. */
export const OWN_KEY_LENGTH = 32;

/** Where a client's idempotency keys are looked for: at its address of today and yesterday, and with its owner cookie wherever it is. */
export const keyScopes = ({ ownerHash, hashes }: Client): string[] => [
  ...hashes,
  ...(ownerHash === null ? [] : [`owner:${ownerHash}`]),
];
