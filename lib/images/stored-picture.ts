import { createHash } from "node:crypto";
import { blocksOf, createGiveWay } from "./slices";

/** A picture as it is stored: the bytes, what they are, and their SHA-256 in lower-case hex. */
export type StoredPicture<Extension extends "jpg" | "png" | "webp" = "jpg" | "png" | "webp"> = {
  bytes: Uint8Array;
  contentType: (typeof CONTENT_TYPES)[Extension];
  extension: Extension;
  /** In pixels, upright. */
  width: number;
  height: number;
  sha256: string;
  /** In bytes. */
  size: number;
};

const CONTENT_TYPES = { jpg: "image/jpeg", png: "image/png", webp: "image/webp" } as const;

/** A picture as it is to be stored, of its encoded bytes. */
export async function storedPicture<Extension extends "jpg" | "png" | "webp">(
  extension: Extension,
  bytes: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<StoredPicture<Extension>> {
  const sha256 = await pictureHash(bytes);
  return { bytes, contentType: CONTENT_TYPES[extension], extension, width, height, sha256, size: bytes.byteLength };
}

/**
 * SHA-256 of a picture's bytes in lower-case hex. In blocks: `crypto.subtle` works elsewhere, but first
 * copies all of them here.
 */
export async function pictureHash(bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256");
  const giveWay = createGiveWay();
  for (const block of blocksOf(bytes)) {
    hash.update(block);
    await giveWay();
  }
  return hash.digest("hex");
}
