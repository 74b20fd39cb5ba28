import { AppError } from "@/lib/errors";
import { canDecode } from "./decoder";
import type { Size } from "./headers/header-size";
import { headerSize } from "./headers/header-size";
import type { PictureFormat } from "./sniff-image";
import { sniffImage } from "./sniff-image";

const ACCEPTED = "Use JPEG, PNG, WebP, AVIF, GIF or TIFF.";

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
const megapixels = (pixels: number): string => (pixels / 1e6).toFixed(1);

export type Inspected = Size & { format: PictureFormat };

/**
 * Everything that can be said of a picture before a decoder sees it: its size in bytes, what it is
 * by content, and its size in pixels by its header.
 * @throws {AppError} IMAGE_TOO_LARGE, IMAGE_TYPE_NOT_SUPPORTED or INVALID_IMAGE.
 */
export function inspectPicture(bytes: Uint8Array, limits: { bytes: number; pixels: number }): Inspected {
  if (bytes.byteLength === 0)
    throw new AppError("INVALID_IMAGE", { detail: "This file is empty. Please choose a picture." });
  if (bytes.byteLength > limits.bytes) {
    throw new AppError("IMAGE_TOO_LARGE", {
      detail: `This picture has ${megabytes(bytes.byteLength)} MB. Pictures may have up to ${megabytes(limits.bytes).replace(".0", "")} MB.`,
    });
  }
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sniffed = sniffImage(file);
  if ("name" in sniffed) throw unsupported(sniffed.name);
  const { format } = sniffed;
  if (!canDecode(format)) throw unsupported(`${format.toUpperCase()}, which this server cannot read`);
  const size = headerSize(file, format);
  if (size === null) throw new AppError("INVALID_IMAGE");
  if (size.width * size.height > limits.pixels) {
    throw new AppError("IMAGE_TOO_LARGE", {
      detail: `This picture has ${megapixels(size.width * size.height)} megapixels (${size.width} × ${size.height}). Pictures may have up to ${limits.pixels / 1e6}.`,
    });
  }
  return { format, ...size };
}

function unsupported(name: string): AppError {
  const hint =
    name === "a HEIC photo" ? " On an iPhone, share it as “Most Compatible”, or send a screenshot of it." : "";
  return new AppError("IMAGE_TYPE_NOT_SUPPORTED", { detail: `This is ${name}.${hint} ${ACCEPTED}` });
}
