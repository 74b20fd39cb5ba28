import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { isSameSecret } from "@/lib/same-secret";

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
  const isOwner = credentials.ownerHash !== null && isSameSecret(credentials.ownerHash, ownerHash);
  const hasToken = credentials.bearer !== null && isSameSecret(credentials.bearer, deleteToken(appSecret, editId));
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

/** Name of the cookie that holds a browser's owner secret; over https with the prefix by which no neighbour can set it. */
export const OWNER_COOKIE = "mizual_owner";
const HOST_OWNER_COOKIE = `__Host-${OWNER_COOKIE}`;

// 256 bits in base64url.
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const HALF_BYTES = 16;
const MAX_AGE_SECONDS = 400 * 24 * 3600;

/**
 * A new owner secret, base64url: 128 bits, random or of `seed`, and a code over them by the app's secret, so that no
 * browser brings one of its own making.
 */
export function createOwnerSecret(appSecret: string, seed?: string): string {
  const own = seed === undefined ? randomBytes(HALF_BYTES) : half(appSecret, `owner\0${seed}`);
  return Buffer.concat([own, codeOf(appSecret, own)]).toString("base64url");
}

/** What rows keep of an owner secret: its SHA-256, hex. */
export function hashOwner(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/**
 * The owner secret that a browser brings. `old`: one of a release that did not make them so; it counts where rows know it.
 * Over https a cookie without the prefix may be a neighbour's, who has one of ours: none but an old one is taken.
 */
export function readOwnerSecret(
  cookieHeader: string | null,
  { appSecret, secure }: { appSecret: string; secure: boolean },
): { secret: string; old: boolean } | null {
  const values = (name: string): string[] =>
    (cookieHeader ?? "").split(";").flatMap((part) => {
      const [key, value = ""] = part.trim().split("=", 2);
      return key === name && SECRET.test(value) ? [value] : [];
    });
  const own = (secret: string): boolean => isOwn(appSecret, secret);
  const plain = values(OWNER_COOKIE);
  const secret = values(HOST_OWNER_COOKIE).find(own) ?? (secure ? undefined : plain.find(own));
  if (secret !== undefined) return { secret, old: false };
  const old = plain.find((value) => !own(value));
  return old === undefined ? null : { secret: old, old: true };
}

/** The secret that takes an old one's place: the same however often it is asked for. */
export const renewedOwnerSecret = (appSecret: string, old: string): string =>
  createOwnerSecret(appSecret, `old\0${old}`);

/** The `Set-Cookie` value that gives a browser its owner secret; with the prefix and `Secure` on https. */
export function ownerCookie(secret: string, secure: boolean): string {
  const flags = `Path=/; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Lax`;
  return secure ? `${HOST_OWNER_COOKIE}=${secret}; ${flags}; Secure` : `${OWNER_COOKIE}=${secret}; ${flags}`;
}

/** The `Set-Cookie` value that takes an old cookie away. */
export const NO_OLD_OWNER_COOKIE = `${OWNER_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;

function isOwn(appSecret: string, secret: string): boolean {
  const bytes = Buffer.from(secret, "base64url");
  return timingSafeEqual(bytes.subarray(HALF_BYTES), codeOf(appSecret, bytes.subarray(0, HALF_BYTES)));
}

const codeOf = (appSecret: string, own: Uint8Array): Buffer =>
  half(appSecret, `owner cookie\0${Buffer.from(own).toString("hex")}`);

const half = (appSecret: string, text: string): Buffer =>
  createHmac("sha256", appSecret).update(text).digest().subarray(0, HALF_BYTES);
