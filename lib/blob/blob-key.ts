import { createHash } from "node:crypto";

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
