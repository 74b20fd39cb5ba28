import type { S3mini, S3ServiceError } from "s3mini";
import { type BlobStore, checkedKey, checkType, contentTypeOf } from "./blob-store";
import type { S3Bucket } from "./config";
import { networkReason } from "./network-reason";
import { remoteBody } from "./remote-body";
import { regionAskedFor } from "./s3-region";
import { type Patience, remoteCall, type RemoteFailure } from "./remote-call";

/** Seconds for which a browser may see a picture at the store by the address that it is given. */
const VIEW_SECONDS = 3600;

/** What the store says of how long such a picture may be kept: one outlives its deletion by no more. */
const VIEW_CACHE = "private, max-age=60";

/** How long a store may take to say in which region it is, where that is all that is asked, in milliseconds. */
const ASK_MS = 3_000;

/** Deletions at once. One by one, because not every compatible store takes a list. */
const DELETE_AT_ONCE = 8;

/**
 * Pictures in a bucket of an S3-compatible store, addressed by path (`endpoint/bucket/key`). The
 * access key needs to read, write, delete and list: without the last, absent objects are refused
 * instead of absent. For direct uploads the bucket's CORS rules have to allow our origin to `PUT`
 * with `content-type`. A store that says that it is in another region is believed. The client is
 * loaded when it is first used.
 */
export function createS3Store(options: S3Bucket, patience: Partial<Patience> = {}): BlobStore {
  const { endpoint, bucket, accessKey, secretKey } = options;
  let region = options.region;
  /** The store has answered a request that was signed for this region, and asked for no other. */
  let certain = false;
  const client = async (signal: AbortSignal | null) =>
    new (await import("s3mini")).S3mini({
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      endpoint: `${endpoint.replace(/\/+$/, "")}/${bucket}`,
      region,
      // Its own time limit would cut bodies that are being read; it follows redirects, signature and all.
      fetch: async (input, init) => {
        const headers = { ...(init?.headers as Record<string, string>), "accept-encoding": "identity" };
        const response = await fetch(input, { ...init, headers, redirect: "manual", signal });
        const named = await regionAskedFor(response);
        if (named !== null) region = named;
        else if (response.status < 500 && response.status !== 400) certain = true;
        return response;
      },
    });

  /** Works with the store, and once more where it turns out to be in another region. */
  const inItsRegion = async <T>(work: (s3: S3mini) => Promise<T>, signal: AbortSignal): Promise<T> => {
    const tried = region;
    try {
      return await work(await client(signal));
    } catch (error) {
      if (region === tried) throw error;
      return work(await client(signal));
    }
  };
  const call = <T>(work: (s3: S3mini) => Promise<T>, sends = false) =>
    remoteCall((signal) => inItsRegion(work, signal), explain, { ...patience, sends });
  const checkBucket = (): Promise<void> =>
    call(async (s3) => {
      if (await answersForBucket(s3)) return;
      throw new Refused("the bucket is not there, or not ours to use");
    });

  return {
    name: "s3",

    async put(key, bytes, contentType) {
      checkType(key, contentType);
      await call((s3) => s3.putObject(key, bytes, contentType), true);
      return { key, contentType, size: bytes.byteLength };
    },

    async get(key) {
      checkedKey(key);
      const opened = await call(async (s3) => {
        const response = await s3.getObjectRaw(key).catch(nullIfAbsent);
        if (response === null) return null;
        const length = response.headers.get("content-length");
        if (length !== null) return { response, size: Number(length) };
        await response.body?.cancel();
        throw new Refused("the store does not say how long its objects are");
      });
      if (opened === null) return null;
      const { response, size } = opened;
      return { key, contentType: contentTypeOf(key), size, body: remoteBody(response.body, size) };
    },

    async head(key) {
      checkedKey(key);
      const size = await call((s3) => s3.getContentLength(key).catch(nullIfAbsent));
      return size === null ? null : { key, contentType: contentTypeOf(key), size };
    },

    async delete(keys) {
      const left = keys.map(checkedKey);
      while (left.length > 0) {
        const batch = left.splice(0, DELETE_AT_ONCE);
        await Promise.all(batch.map((key) => call((s3) => s3.deleteObject(key).catch(nullIfAbsent))));
      }
    },

    check: checkBucket,

    told: () =>
      region === options.region
        ? null
        : `Its region is ${region}, by its own word: set S3_REGION=${region} to spare a request.`,

    async directUpload(key, { size, expiresSeconds }) {
      const contentType = contentTypeOf(key);
      // A browser cannot learn the region from a refusal. Whether the store is well is no matter of this.
      if (!certain) await inItsRegion(answersForBucket, AbortSignal.timeout(ASK_MS)).catch(() => undefined);
      // The size is signed too: a browser sets it by itself, and no other is let in.
      const signed = { "content-type": contentType, "content-length": String(size) };
      const url = await (await client(null)).getPresignedUrl("PUT", key, expiresSeconds, {}, signed);
      return { url, headers: { "Content-Type": contentType } };
    },

    async viewUrl(key) {
      checkedKey(key);
      if (!options.showsPictures) return null;
      if (!certain) await inItsRegion(answersForBucket, AbortSignal.timeout(ASK_MS)).catch(() => undefined);
      const told = { "response-cache-control": VIEW_CACHE, "response-content-disposition": "inline" };
      return (await client(null)).getPresignedUrl("GET", key, VIEW_SECONDS, told);
    },
  };
}

/** A refusal of HEAD has no body that could say why: then the same is asked by a request whose refusal has one. */
async function answersForBucket(s3: S3mini): Promise<boolean> {
  try {
    return await s3.bucketExists();
  } catch (error) {
    if (serviceError(error)?.status === 400) await s3.listObjects("/", "", 1);
    throw error;
  }
}

class Refused extends Error {}

/** Where the client wraps what the service answered, it is the cause. */
function serviceError(error: unknown): S3ServiceError | null {
  if (isServiceError(error)) return error;
  return error instanceof Error && isServiceError(error.cause) ? error.cause : null;
}

/**
 * By what it has: the client is loaded with the first call, so its classes are not at hand here, and a build gives them
 * other names.
 */
const isServiceError = (error: unknown): error is S3ServiceError =>
  error instanceof Error && "serviceCode" in error && "status" in error && typeof error.status === "number";

/** An answer without a body (to HEAD) has no code, and a missing bucket is no absent object. */
function nullIfAbsent(error: unknown): null {
  const answer = serviceError(error);
  if (answer?.status === 404 && ["NoSuchKey", "Unknown", undefined].includes(answer.serviceCode)) return null;
  throw error;
}

/** Only status and code: the body of a refused signature holds the access key. */
function explain(error: unknown): RemoteFailure {
  const answer = serviceError(error);
  if (answer !== null) {
    const reason = `the store answered ${answer.status} ${answer.serviceCode ?? ""}`.trim();
    const transient =
      answer.status >= 500 || [408, 409, 429].includes(answer.status) || answer.serviceCode === "SlowDown";
    return { reason, transient: transient && answer.status !== 507, retryable: transient };
  }
  if (error instanceof Refused) return { reason: error.message, transient: false, retryable: false };
  return { reason: networkReason(error), transient: true, retryable: true };
}
