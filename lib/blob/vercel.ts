import {
  BlobError,
  BlobNotFoundError,
  BlobServiceNotAvailable,
  BlobServiceRateLimited,
  BlobUnknownError,
  del,
  head,
  put,
} from "@vercel/blob";
import { generateClientTokenFromReadWriteToken } from "@vercel/blob/client";
import { checkedKey, checkType, contentTypeOf } from "./blob-key";
import type { BlobStore } from "./blob-store";
import { networkReason } from "./network-reason";
import { remoteBody } from "./remote-body";
import { type Patience, remoteCall, type RemoteFailure } from "./remote-call";
import { vercelAddresses, type VercelStore } from "./vercel-addresses";

/** A key that no picture has: asking for it shows whether the store answers to our token. */
const NO_PICTURE = `${"0".repeat(32)}.bin`;

const DELETE_BATCH = 100;

/** Seconds that Vercel's CDN and browsers may keep an object: a public one outlives its deletion by that much. */
const CDN_SECONDS = { private: 60, public: 3600 };

/**
 * Pictures in Vercel Blob, under our own keys as pathnames. `access` is what the store was made
 * with. Objects are read from the address that the API names, past the CDN where it is private, and
 * our token goes to nobody but Vercel.
 */
export function createVercelStore(store: VercelStore, patience: Partial<Patience> = {}): BlobStore {
  const { token, access } = store;
  const addresses = vercelAddresses(store);
  // The SDK takes these from the environment alone. Of itself it would retry for 17 minutes.
  process.env["VERCEL_BLOB_RETRIES"] = "0";
  if (store.apiUrl !== null) process.env["VERCEL_BLOB_API_URL"] = addresses.api;

  const call = <T>(work: (signal: AbortSignal) => Promise<T>, sends = false) =>
    remoteCall(work, explain, { ...patience, sends });

  const find = async (key: string, abortSignal: AbortSignal) => {
    const found = await head(key, { token, abortSignal }).catch((error: unknown) => {
      if (error instanceof BlobNotFoundError) return null;
      throw error;
    });
    if (found !== null && !addresses.trusts(found.url))
      throw new Unexpected("the API named an object's address that is not Vercel's", false);
    return found;
  };

  /** An open answer with the object's bytes, of just the size that the API says it has. */
  const open = async (key: string, signal: AbortSignal) => {
    const found = await find(key, signal);
    if (found === null) return null;
    const address = new URL(found.url);
    if (access === "private") address.searchParams.set("cache", "0");
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}`, "accept-encoding": "identity" },
      redirect: "error",
      signal,
    });
    const length = response.headers.get("content-length");
    if (response.ok && (length === null || Number(length) === found.size)) return { response, size: found.size };
    await response.body?.cancel();
    if (response.ok) throw new Unexpected("the object's host has another version than the API", true);
    // 404: deleted since, or not there yet; the API, asked again, knows.
    throw new Unexpected(
      `the object's host answered ${response.status}`,
      response.status >= 500 || [404, 429].includes(response.status),
    );
  };

  return {
    name: "vercel",

    async put(key, bytes, contentType) {
      checkType(key, contentType);
      const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const options = { token, access, contentType, allowOverwrite: true, addRandomSuffix: false };
      await call(
        (abortSignal) => put(key, body, { ...options, cacheControlMaxAge: CDN_SECONDS[access], abortSignal }),
        true,
      );
      return { key, contentType, size: bytes.byteLength };
    },

    async get(key) {
      checkedKey(key);
      const opened = await call((signal) => open(key, signal));
      if (opened === null) return null;
      const { response, size } = opened;
      return { key, contentType: contentTypeOf(key), size, body: remoteBody(response.body, size) };
    },

    async head(key) {
      checkedKey(key);
      const found = await call((signal) => find(key, signal));
      return found === null ? null : { key, contentType: contentTypeOf(key), size: found.size };
    },

    async delete(keys) {
      const all = keys.map(checkedKey);
      for (let from = 0; from < all.length; from += DELETE_BATCH) {
        const batch = all.slice(from, from + DELETE_BATCH);
        await call((abortSignal) => del(batch, { token, abortSignal }));
      }
    },

    async check() {
      await call((signal) => find(NO_PICTURE, signal));
    },

    async directUpload(key, { size, expiresSeconds }) {
      const contentType = contentTypeOf(key);
      const clientToken = await tokenFor(key, { token, contentType, size, expiresSeconds });
      return { pathname: key, clientToken, access, contentType };
    },

    async publicUrl(key) {
      checkedKey(key);
      if (access === "private") return null;
      const found = await call((signal) => find(key, signal));
      return found !== null && new URL(found.url).origin === addresses.objects ? found.url : null;
    },
  };
}

/** A token with which a client may put this one object. */
function tokenFor(
  key: string,
  {
    token,
    contentType,
    size,
    expiresSeconds,
  }: { token: string; contentType: string; size: number; expiresSeconds: number },
): Promise<string> {
  return generateClientTokenFromReadWriteToken({
    token,
    pathname: key,
    allowedContentTypes: [contentType],
    maximumSizeInBytes: size,
    validUntil: Date.now() + expiresSeconds * 1000,
    addRandomSuffix: false,
    allowOverwrite: true,
    cacheControlMaxAge: CDN_SECONDS.private,
  });
}

/** An answer that the protocol does not foresee. */
class Unexpected extends Error {
  constructor(
    message: string,
    readonly transient: boolean,
  ) {
    super(message);
  }
}

/** By class, for the SDK names all its errors alike; its sentences hold no token. */
function explain(error: unknown): RemoteFailure {
  if (error instanceof Unexpected) return { reason: error.message, transient: error.transient, retryable: true };
  if (error instanceof BlobServiceRateLimited) {
    const retryAfterSeconds = error.retryAfter > 0 ? error.retryAfter : 1;
    return { reason: error.message, transient: true, retryable: true, retryAfterSeconds };
  }
  if (error instanceof BlobServiceNotAvailable || error instanceof BlobUnknownError)
    return { reason: error.message, transient: true, retryable: true };
  if (error instanceof BlobError) return { reason: error.message, transient: false, retryable: false };
  return { reason: networkReason(error), transient: true, retryable: true };
}
