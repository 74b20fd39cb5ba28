import { createHash } from "node:crypto";
import type { PictureFormat } from "@/lib/picture-formats";
import { blocksOf, createGiveWay } from "./bytes";
import { compressionOfTiff } from "./header-size";

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

/** Bits per pixel up to which a lossless picture is kept so: about what a photo takes as JPEG of quality 95. */
const KEPT_BITS = 4;

/** Nobody minds how a file of this size is coded. */
const SMALL_BYTES = 64 * 1024;

/** From here on a file is hardly compressed at all, and its size says nothing of what it could be. */
const UNCOMPRESSED_BITS = 20;

const JPEG_IN_TIFF = new Set([6, 7]);

/** Whether a file of this format holds each pixel exactly as it was drawn. */
function isLossless(bytes: Buffer, format: PictureFormat): boolean {
  if (format === "png" || format === "gif") return true;
  if (format === "webp") return isLosslessWebp(bytes);
  return format === "tiff" && !JPEG_IN_TIFF.has(compressionOfTiff(bytes) ?? 1);
}

function isLosslessWebp(bytes: Buffer): boolean {
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const type = bytes.toString("latin1", offset, offset + 4);
    if (type === "VP8L") return true;
    if (type === "VP8 ") return false;
    const size = bytes.readUInt32LE(offset + 4);
    offset += 8 + size + (size % 2);
  }
  return false;
}

/** Whether so many bytes are few for so many pixels without loss. */
export const isCompact = (bytes: number, pixels: number): boolean =>
  bytes <= SMALL_BYTES || bytes * 8 <= pixels * KEPT_BITS;

/**
 * How a file is to be kept: `lossless` where it is so and compresses well that way (screenshots, palettes,
 * pixel art), `try` where only trying tells, `lossy` for what came lossy and for photos.
 */
export function losslessness(bytes: Buffer, format: PictureFormat, pixels: number): "lossless" | "try" | "lossy" {
  if (!isLossless(bytes, format)) return "lossy";
  if (isCompact(bytes.length, pixels)) return "lossless";
  return bytes.length * 8 >= pixels * UNCOMPRESSED_BITS ? "try" : "lossy";
}
