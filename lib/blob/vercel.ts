import type * as Sdk from "@vercel/blob";
import { type BlobStore, checkedKey, checkType, contentTypeOf, type DirectUpload } from "./blob-store";
import { networkReason } from "./network-reason";
import { remoteBody } from "./remote-body";
import { type Patience, remoteCall, type RemoteFailure } from "./remote-call";
import { vercelAddresses, type VercelStore } from "./vercel-addresses";

/** A key that no picture has: asking for it shows whether the store answers to us. */
const NO_PICTURE = `${"0".repeat(32)}.bin`;

const DELETE_BATCH = 100;

/** Seconds that Vercel's CDN and browsers may keep an object, the least it takes: one outlives its deletion by that much. */
const CDN_SECONDS = 60;

/** How long what signs addresses is good for, and how long an address is at least, in milliseconds. */
const SIGNING_MS = 60 * 60_000;
const ADDRESS_MS = 20 * 60_000;

/** What the control API takes as the version that the SDK speaks. */
const API_VERSION = "12";

/**
 * Pictures in Vercel Blob, under our own keys as pathnames. `access` is what the store was made with. The SDK is
 * loaded when the store is first used. Objects are read from the host of their store, and our token goes to nobody but
 * Vercel; without one, reads and direct uploads go by addresses that are signed for them.
 */
export function createVercelStore(store: VercelStore, patience: Partial<Patience> = {}): BlobStore {
  const { token, access, storeId } = store;
  const addresses = vercelAddresses(store);
  // The SDK takes these from the environment alone. Of itself it would retry for 17 minutes.
  process.env["VERCEL_BLOB_RETRIES"] = "0";
  if (store.apiUrl !== null) process.env["VERCEL_BLOB_API_URL"] = addresses.api;
  const credentials: Credentials = token === null ? { storeId } : { token };

  const call = async <T>(work: (sdk: typeof Sdk, signal: AbortSignal) => Promise<T>, sends = false) => {
    const sdk = await import("@vercel/blob");
    return remoteCall((signal) => work(sdk, signal), explainWith(sdk), { ...patience, sends });
  };

  const find = (sdk: typeof Sdk, key: string, abortSignal: AbortSignal) =>
    sdk.head(key, { ...credentials, abortSignal }).catch((error: unknown) => {
      if (error instanceof sdk.BlobNotFoundError) return null;
      throw error;
    });

  const signer = createSigner(store, credentials);

  /** The object's host answers, past its cache when asked `fresh`. */
  const fetchObject = async (sdk: typeof Sdk, key: string, fresh: boolean, signal: AbortSignal) => {
    const bySignature = token === null && access === "private";
    const address = new URL(bySignature ? await signer.urlOf(sdk, key, signal) : addresses.objectUrl(key));
    if (fresh && access === "private") address.searchParams.set("cache", "0");
    const headers = { "accept-encoding": "identity", ...(token !== null && { authorization: `Bearer ${token}` }) };
    return fetch(address, { headers, redirect: "error", signal });
  };

  /** An open answer with all of the object's bytes, or `null` when the API does not know it either. */
  const open = async (sdk: typeof Sdk, key: string, fresh: boolean, signal: AbortSignal) => {
    const response = await fetchObject(sdk, key, fresh, signal);
    const length = response.headers.get("content-length");
    if (response.ok && length !== null) return { response, size: Number(length) };
    // Only what went wrong is worth a question to the API: an absent object is, and so is one that does not say its size.
    const found = response.ok || response.status === 404 ? await find(sdk, key, signal) : null;
    if (response.ok && found !== null) return { response, size: found.size };
    await response.body?.cancel();
    if (response.status === 404 && found === null) return null;
    // The host had forgotten or not heard of it yet; a signature may have been withdrawn.
    if (response.status === 403) signer.forget();
    throw new Unexpected(
      `the object's host answered ${response.status}`,
      response.status >= 500 ||
        [404, 429].includes(response.status) ||
        (response.status === 403 && token === null && !fresh),
    );
  };

  return {
    name: "vercel",

    async put(key, bytes, contentType) {
      checkType(key, contentType);
      const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const options = { ...credentials, access, contentType, allowOverwrite: true, addRandomSuffix: false };
      await call(
        (sdk, abortSignal) => sdk.put(key, body, { ...options, cacheControlMaxAge: CDN_SECONDS, abortSignal }),
        true,
      );
      return { key, contentType, size: bytes.byteLength };
    },

    async get(key) {
      checkedKey(key);
      // A picture is written once, so that no cache has another; an upload may be put again by its client.
      let fresh = !contentTypeOf(key).startsWith("image/");
      const opened = await call((sdk, signal) => {
        const now = fresh;
        fresh = true;
        return open(sdk, key, now, signal);
      });
      if (opened === null) return null;
      const { response, size } = opened;
      return { key, contentType: contentTypeOf(key), size, body: remoteBody(response.body, size) };
    },

    async head(key) {
      checkedKey(key);
      const found = await call((sdk, signal) => find(sdk, key, signal));
      return found === null ? null : { key, contentType: contentTypeOf(key), size: found.size };
    },

    async delete(keys) {
      const all = keys.map(checkedKey);
      for (let from = 0; from < all.length; from += DELETE_BATCH) {
        const batch = all.slice(from, from + DELETE_BATCH);
        await call((sdk, abortSignal) => sdk.del(batch, { ...credentials, abortSignal }));
      }
    },

    async check() {
      await call((sdk, signal) => find(sdk, NO_PICTURE, signal));
    },

    async directUpload(key, { size, expiresSeconds }) {
      const allowed: Allowed = { pathname: key, size, validUntil: Date.now() + expiresSeconds * 1000 };
      const contentType = contentTypeOf(key);
      if (token !== null)
        return { pathname: key, clientToken: await clientTokenFor(token, allowed), access, contentType };
      return call((sdk, signal) => presignedPut(sdk, { ...credentials, abortSignal: signal }, allowed, access));
    },

    async viewUrl(key) {
      checkedKey(key);
      if (!store.showsPictures) return null;
      if (access === "public") return addresses.objectUrl(key);
      return call((sdk, signal) => signer.urlOf(sdk, key, signal));
    },
  };
}

type Credentials = { token: string } | { storeId: string };

/** Signs addresses of objects for whoever has them to read these, with what Vercel is asked for once an hour. */
function createSigner(store: VercelStore, credentials: Credentials) {
  const addresses = vercelAddresses(store);
  let signing: Sdk.IssuedSignedToken | null = null;
  return {
    urlOf: async (sdk: typeof Sdk, key: string, abortSignal: AbortSignal): Promise<string> => {
      if (signing === null || signing.validUntil - Date.now() < ADDRESS_MS) {
        const validUntil = Date.now() + SIGNING_MS;
        const scope = { pathname: "*", operations: ["get" as const], validUntil };
        signing = await sdk.issueSignedToken({ ...credentials, ...scope, abortSignal });
      }
      const { presignedUrl } = await sdk.presignUrl(signing, {
        operation: "get",
        pathname: key,
        access: store.access,
      });
      return `${addresses.objectUrl(key)}${new URL(presignedUrl).search}`;
    },
    /** It was refused: the next address is signed with a new one. */
    forget: () => void (signing = null),
  };
}

type Allowed = { pathname: string; size: number; validUntil: number };

/** What a client's put of an object is held to, besides its name and time. */
const limitsOf = ({ pathname, size }: Allowed) => ({
  allowedContentTypes: [contentTypeOf(pathname)],
  maximumSizeInBytes: size,
});

const PUT_OPTIONS = { addRandomSuffix: false, allowOverwrite: true, cacheControlMaxAge: CDN_SECONDS };

/** A token with which a client may put this one object. Made here, without a call. */
async function clientTokenFor(token: string, allowed: Allowed): Promise<string> {
  const { generateClientTokenFromReadWriteToken } = await import("@vercel/blob/client");
  const { pathname, validUntil } = allowed;
  return generateClientTokenFromReadWriteToken({ token, pathname, validUntil, ...limitsOf(allowed), ...PUT_OPTIONS });
}

/** An address to which a client may put this one object, with the headers that the SDK's own client sends. */
async function presignedPut(
  sdk: typeof Sdk,
  options: Credentials & { abortSignal: AbortSignal },
  allowed: Allowed,
  access: "private" | "public",
): Promise<DirectUpload> {
  const { pathname, validUntil } = allowed;
  const limits = limitsOf(allowed);
  const signed = await sdk.issueSignedToken({ ...options, pathname, operations: ["put"], validUntil, ...limits });
  const { presignedUrl } = await sdk.presignUrl(signed, {
    operation: "put",
    pathname,
    access,
    ...limits,
    ...PUT_OPTIONS,
  });
  const contentType = contentTypeOf(pathname);
  return {
    url: presignedUrl,
    headers: {
      "Content-Type": contentType,
      "x-api-version": API_VERSION,
      "x-content-type": contentType,
      "x-vercel-blob-access": access,
    },
  };
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
const explainWith =
  (sdk: typeof Sdk) =>
  (error: unknown): RemoteFailure => {
    if (error instanceof Unexpected) return { reason: error.message, transient: error.transient, retryable: true };
    if (error instanceof sdk.BlobServiceRateLimited) {
      const retryAfterSeconds = error.retryAfter > 0 ? error.retryAfter : 1;
      return { reason: error.message, transient: true, retryable: true, retryAfterSeconds };
    }
    if (error instanceof sdk.BlobServiceNotAvailable || error instanceof sdk.BlobUnknownError)
      return { reason: error.message, transient: true, retryable: true };
    if (error instanceof sdk.BlobError) return { reason: error.message, transient: false, retryable: false };
    return { reason: networkReason(error), transient: true, retryable: true };
  };
