import { AppError } from "@/lib/errors";

/** What a store knows of one object. */
export type BlobInfo = { key: string; contentType: string; size: number };

/** An object with its bytes, streamed. */
export type Blob = BlobInfo & { body: ReadableStream<Uint8Array> };

/**
 * How a client puts an object into the store by itself: a plain `PUT` to `url` with exactly these
 * headers, or Vercel Blob's client `put` with these arguments.
 */
export type DirectUpload =
  | { url: string; headers: Record<string, string> }
  | { pathname: string; clientToken: string; access: "private" | "public"; contentType: string };

/**
 * Where pictures are kept. Keys are ours: lower-case hex, a dot and an extension (`isBlobKey`), which
 * tells the content type (`contentTypeOf`); anything else is refused with a `TypeError`. A store
 * that does not answer, or that refuses us, throws `AppError` `STORAGE_UNAVAILABLE` with its cause
 * in words, within a minute; so does a body that breaks off.
 */
export type BlobStore = {
  /** For the start line and `/health/ready`: `files`, `vercel`, `s3`. */
  readonly name: string;
  /** Writes all or nothing, replacing what was there. Repeated as it is, it leaves one object. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<BlobInfo>;
  /** The object, or `null` when there is none. */
  get(key: string): Promise<Blob | null>;
  /** Size and type without the bytes, or `null`. */
  head(key: string): Promise<BlobInfo | null>;
  /** Deletes what is there of these keys; absent keys are no error. */
  delete(keys: readonly string[]): Promise<void>;
  /** One harmless call: resolves when the store can be used, throws otherwise. */
  check(): Promise<void>;
  /** What the service has said of itself that the configuration says otherwise, as a sentence for the operator. */
  told?(): string | null;
  /**
   * Lets a client without our keys put this one object, for so many seconds: of its key's content
   * type and of `size` bytes at most. Nobody tells us when it is there, and a shorter one may be:
   * look with `head` or `get`. `null` where bytes have to come through us.
   */
  directUpload(key: string, limits: { size: number; expiresSeconds: number }): Promise<DirectUpload | null>;
  /**
   * An address at which whoever has it can see an object at the store itself, for 20 minutes at least; it is not
   * looked for there. `null` where pictures are shown through us.
   */
  viewUrl(key: string): Promise<string | null>;
};

/**
 * All bytes of an object. They are written where they stay as they come, for to join them at the end
 * would hold the event loop.
 * @throws {AppError} `STORAGE_UNAVAILABLE` when the body breaks off or is not as long as it should be.
 */
export async function readBlob({ body, size }: Pick<Blob, "body" | "size">): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let received = 0;
  for await (const part of body) {
    if (received + part.byteLength <= size) bytes.set(part, received);
    received += part.byteLength;
    if (received > size) break;
  }
  if (received === size) return bytes;
  const cause = new Error(`${received} bytes came of ${size}`);
  throw new AppError("STORAGE_UNAVAILABLE", { cause });
}
