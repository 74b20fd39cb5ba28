/** What a store knows of one object. */
export type BlobInfo = { key: string; contentType: string; size: number };

/** An object with its bytes, streamed. */
export type Blob = BlobInfo & { body: ReadableStream<Uint8Array> };

/**
 * Where pictures are kept. Keys are ours: lower-case hex, a dot and an extension (`isBlobKey`), which
 * tells the content type (`contentTypeOf`); anything else is refused with a `TypeError`. A store
 * that does not answer throws `AppError` `STORAGE_UNAVAILABLE` with its cause.
 */
export type BlobStore = {
  /** For the start line and `/health/ready`: `files`, `vercel`, `s3`. */
  readonly name: string;
  /** Writes all or nothing, replacing what was there. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<BlobInfo>;
  /** The object, or `null` when there is none. */
  get(key: string): Promise<Blob | null>;
  /** Size and type without the bytes, or `null`. */
  head(key: string): Promise<BlobInfo | null>;
  /** Deletes what is there of these keys; absent keys are no error. */
  delete(keys: readonly string[]): Promise<void>;
  /** One harmless call: resolves when the store can be written to, throws otherwise. */
  check(): Promise<void>;
};
