import { AppError } from "@/lib/errors";
import { type PictureFormat, READABLE_KINDS } from "@/lib/picture-formats";
import { bufferOf } from "./bytes";
import { headerSize, type ImageSize } from "./header-size";
import { megabytes } from "./limits";
import { sniffImage } from "./sniff";

const megapixels = (pixels: number): string => (pixels / 1e6).toFixed(1);

type PictureLimits = { bytes: number; pixels: number; side: number };

export type Inspected = ImageSize & { format: PictureFormat };

/**
 * Everything that can be said of a picture before a decoder sees it: its size in bytes, what it is
 * by content, and its size in pixels by its header.
 * @throws {AppError} IMAGE_TOO_LARGE, IMAGE_TYPE_NOT_SUPPORTED or INVALID_IMAGE.
 */
export function inspectPicture(bytes: Uint8Array, limits: PictureLimits): Inspected {
  if (bytes.byteLength === 0)
    throw new AppError("INVALID_IMAGE", { detail: "This file is empty. Please choose a picture." });
  if (bytes.byteLength > limits.bytes) {
    throw new AppError("IMAGE_TOO_LARGE", {
      detail: `This picture has ${megabytes(bytes.byteLength)} MB. Pictures may have up to ${megabytes(limits.bytes).replace(".0", "")} MB.`,
    });
  }
  const file = bufferOf(bytes);
  const sniffed = sniffImage(file);
  if ("name" in sniffed) throw unsupported(sniffed.name);
  const { format } = sniffed;
  const size = headerSize(file, format);
  if (size === null) throw new AppError("INVALID_IMAGE");
  if (Math.max(size.width, size.height) > limits.side) {
    throw new AppError("IMAGE_TOO_LARGE", {
      detail: `This picture is ${size.width} × ${size.height} pixels. A side may have up to ${limits.side}; send a part of it, or make it smaller.`,
    });
  }
  if (size.width * size.height > limits.pixels) {
    throw new AppError("IMAGE_TOO_LARGE", {
      detail: `This picture has ${megapixels(size.width * size.height)} megapixels (${size.width} × ${size.height}). Pictures may have up to ${limits.pixels / 1e6}.`,
    });
  }
  return { format, ...size };
}

function unsupported(name: string): AppError {
  return new AppError("IMAGE_TYPE_NOT_SUPPORTED", { detail: `This is ${name}. Use ${READABLE_KINDS}.` });
}
