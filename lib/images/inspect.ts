import { AppError } from "@/lib/errors";
import { canDecode } from "./decoder";
import { headerSize, type PictureFormat, type ImageSize } from "./header-size";
import { megabytes } from "./limits";
import { sniffImage } from "./sniff";

const ACCEPTED = "Use JPEG, PNG, WebP, AVIF, GIF or TIFF.";

const megapixels = (pixels: number): string => (pixels / 1e6).toFixed(1);

export type Inspected = ImageSize & { format: PictureFormat };

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

const DECODER_ERRORS: readonly [pattern: RegExp, refuse: (cause: Error) => AppError][] = [
  [/pixel limit/i, (cause) => new AppError("IMAGE_TOO_LARGE", { cause })],
  [
    /^timeout/i,
    (cause) =>
      new AppError("INVALID_IMAGE", {
        cause,
        detail: "This picture takes too long to read. Please save it again as a usual JPEG or PNG.",
      }),
  ],
  [
    /out of memory|unable to allocate|cannot allocate/i,
    (cause) => new AppError("UNAVAILABLE", { cause, retryAfterSeconds: 5 }),
  ],
  [/contains unsupported image format/i, (cause) => new AppError("INVALID_IMAGE", { cause })],
  [
    /unsupported|not implemented|no decoder|decoding plugin/i,
    (cause) =>
      new AppError("IMAGE_TYPE_NOT_SUPPORTED", {
        cause,
        detail:
          "This picture uses a variant of its format that cannot be read here. Please save it again as a usual JPEG or PNG.",
      }),
  ],
];

/** What a decoder's error means for whoever sent the picture; most are a damaged file. */
export function pictureRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error)) return new AppError("INVALID_IMAGE", { cause: error });
  const rule = DECODER_ERRORS.find(([pattern]) => pattern.test(error.message));
  return rule?.[1](error) ?? new AppError("INVALID_IMAGE", { cause: error });
}
