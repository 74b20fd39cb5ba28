import { AppError } from "@/lib/errors";

/**
 * What a picture that someone sends may have: bytes of the file, pixels (width × height), and pixels of its longest
 * side: decoders keep something for each row or column, so that one row of millions takes gigabytes.
 */
export const PICTURE_LIMITS = { bytes: 20 * 1024 * 1024, pixels: 50_000_000, side: 30_000 } as const;

/** The longest side that libjpeg reads and writes (`JPEG_MAX_DIMENSION`); the format itself goes up to 65,535. */
export const MOST_JPEG_SIDE = 65_500;

/** What an editor may send back: as many pixels, in as many bytes as they take without compression. */
export const RESULT_LIMITS = { bytes: 200 * 1024 * 1024, pixels: PICTURE_LIMITS.pixels, side: MOST_JPEG_SIDE } as const;

/** The longest side that WebP holds (`WEBP_MAX_DIMENSION`). */
export const MOST_WEBP_SIDE = 16_383;

/** Megabytes (of 1,048,576 bytes) with one decimal, as people read them: `2.5`. */
export const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/** The refusal of a request that is longer than any picture may be; names the limit and what was sent, in bytes. */
export function pictureTooLarge(sent: number): AppError {
  const limit = PICTURE_LIMITS.bytes / 1024 / 1024;
  return new AppError("IMAGE_TOO_LARGE", {
    detail: `This picture is too large: ${megabytes(sent)} MB were sent; up to ${limit} MB are allowed.`,
  });
}
