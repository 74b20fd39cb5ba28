import { createHash } from "node:crypto";
import { AppError } from "../errors";

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

/** What an object is to its edit. */
export type BlobKind = "original" | "original_preview" | "original_thumbnail" | "result" | "preview" | "thumbnail";

/** Content type by extension; `bin` is an upload that nobody has looked into yet and is never served. */
const CONTENT_TYPES = {
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  bin: "application/octet-stream",
} as const;

type BlobExtension = keyof typeof CONTENT_TYPES;
export type PictureExtension = Exclude<BlobExtension, "bin">;

const EXTENSIONS_OF: Record<BlobKind, readonly PictureExtension[]> = {
  original: ["jpg", "webp", "png"],
  original_preview: ["webp"],
  original_thumbnail: ["webp"],
  result: ["jpg", "webp", "png"],
  preview: ["webp"],
  thumbnail: ["webp"],
};

const BLOB_KINDS = [
  "original",
  "original_preview",
  "original_thumbnail",
  "result",
  "preview",
  "thumbnail",
] as const satisfies readonly BlobKind[];

const KEY = /^[0-9a-f]{32}\.(?:jpg|png|webp|bin)$/;

const digest = (kind: string, id: string): string =>
  createHash("sha256").update(kind).update(id.toLowerCase()).digest("hex").slice(0, 32);

/**
 * The key of one picture of an edit: the same on every repeat, so that writing twice writes one
 * object, and one-way, so that a picture's address does not give the edit's id away.
 */
export function blobKey(kind: BlobKind, editId: string, extension: PictureExtension): string {
  return `${digest(kind, editId)}.${extension}`;
}

/** The extension of a picture's key. */
export function pictureExtensionOf(key: string): PictureExtension {
  const extension = key.slice(33);
  return extension === "jpg" || extension === "webp" ? extension : "png";
}

/** Every key that a picture of this edit could have, written or not: deletion needs no list. */
export function pictureKeys(editId: string): string[] {
  return BLOB_KINDS.flatMap((kind) => EXTENSIONS_OF[kind].map((extension) => blobKey(kind, editId, extension)));
}

/** The keys under which the result of this edit may lie, by its format. */
export function resultKeys(editId: string): string[] {
  return EXTENSIONS_OF.result.map((extension) => blobKey("result", editId, extension));
}

/** The keys under which a run of this edit may have stored what it made: its result and the small pictures of that. */
export function madeKeys(editId: string): string[] {
  return [...resultKeys(editId), blobKey("preview", editId, "webp"), blobKey("thumbnail", editId, "webp")];
}

/** The key under which a direct upload waits until it is used. */
export function uploadKey(uploadId: string): string {
  return `${digest("upload", uploadId)}.bin`;
}

/** True for exactly what `blobKey` and `uploadKey` can make: nothing that a path could be built from. */
export function isBlobKey(text: string): boolean {
  return KEY.test(text);
}

/** The key as it is. @throws {TypeError} when it is none. */
export function checkedKey(key: string): string {
  if (!isBlobKey(key)) throw new TypeError("not a blob key");
  return key;
}

/** @throws {TypeError} when `key` is not a blob key. */
export function contentTypeOf(key: string): string {
  const extension = checkedKey(key).slice(33);
  return Object.entries(CONTENT_TYPES).find(([known]) => known === extension)?.[1] ?? CONTENT_TYPES.bin;
}

/** @throws {TypeError} when `key` is not a blob key, or `contentType` not the one of its extension. */
export function checkType(key: string, contentType: string): void {
  if (contentType !== contentTypeOf(key)) throw new TypeError("the content type is not the one of the key's extension");
}
