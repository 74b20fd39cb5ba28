import { AppError } from "@/lib/errors";
import type { PictureFormat } from "@/lib/picture-formats";
import { DecodeTimeout } from "./decoder";
import { compressionOfTiff } from "./header-size";
import { isFrameMarker, isReadableFrame } from "./jpeg/frame";

/**
 * What it means for whoever sent a picture that it could not be decoded. Told by the file's own bytes and
 * by our own clock: what the decoder says may be of another picture, for it keeps one text for all.
 */
export function pictureRefusal(cause: unknown, bytes: Buffer, format: PictureFormat): AppError {
  if (cause instanceof AppError) return cause;
  if (cause instanceof DecodeTimeout) {
    const detail = "This picture takes too long to read. Please save it again as a usual JPEG or PNG.";
    return new AppError("INVALID_IMAGE", { cause, detail });
  }
  // Of our own allocations: libvips has no way to say it that is its alone.
  if (cause instanceof RangeError && !("code" in cause))
    return new AppError("UNAVAILABLE", { cause, retryAfterSeconds: 5 });
  const variant = VARIANTS[format]?.(bytes) ?? null;
  if (variant === null) return new AppError("INVALID_IMAGE", { cause });
  return new AppError("IMAGE_TYPE_NOT_SUPPORTED", {
    cause,
    detail: `This is ${variant}, which cannot be read here. Please save it again as a usual JPEG or PNG.`,
  });
}

/** By format: what kind of it a file is, where that is one that the decoder does not know. */
const VARIANTS: Partial<Record<PictureFormat, (bytes: Buffer) => string | null>> = {
  jpeg: jpegVariant,
  tiff: tiffVariant,
};

function jpegVariant(bytes: Buffer): string | null {
  for (let offset = bytes.indexOf(0xff, 2); offset !== -1; offset = bytes.indexOf(0xff, offset)) {
    const marker = bytes[offset + 1];
    if (marker === undefined || offset + 5 > bytes.length) return null;
    if (isFrameMarker(marker)) return isReadableFrame(marker, bytes[offset + 4] ?? 0) ? null : frameName(marker);
    const isSegment = marker > 1 && marker < 0xff && !(marker >= 0xd0 && marker <= 0xd9);
    offset += isSegment ? 2 + bytes.readUInt16BE(offset + 2) : marker === 0xff ? 1 : 2;
  }
  return null;
}

function frameName(marker: number): string {
  if (marker === 0xc3 || marker === 0xc7 || marker === 0xcb || marker === 0xcf) return "a lossless JPEG";
  if (marker >= 0xc9) return "a JPEG with arithmetic coding";
  return marker <= 0xc2 ? "a JPEG of 12 bits" : "a hierarchical JPEG";
}

/** Values of the tag Compression that the decoder was built with. */
const READABLE_COMPRESSIONS = new Set([1, 2, 3, 4, 5, 7, 8, 32_773, 32_946]);

function tiffVariant(bytes: Buffer): string | null {
  const compression = compressionOfTiff(bytes);
  return compression === null || READABLE_COMPRESSIONS.has(compression)
    ? null
    : `a TIFF with compression number ${compression}`;
}
