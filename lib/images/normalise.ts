import type { Sharp } from "sharp";
import { AppError } from "@/lib/errors";
import type { PictureFormat } from "@/lib/picture-formats";
import { fileColours } from "./colour/file-colours";
import { decodeFully, decodeQueue, decodeStrictly, openPixels, type Pixels, readPixels } from "./decoder";
import type { ImageSize } from "./header-size";
import { inspectPicture } from "./inspect";
import { MOST_JPEG_SIDE, PICTURE_LIMITS, RESULT_LIMITS } from "./limits";
import { isCompact, losslessness } from "./lossless";
import type { PictureNote } from "./notes";
import { plainPng } from "./png";
import { readablePicture } from "./readable";
import { pictureRefusal } from "./refusal";
import { blocksOf, createGiveWay } from "./slices";
import { type StoredPicture, storedPicture } from "./stored-picture";

/** A picture as it is kept, and what of the file it does not have. */
export type NormalisedPicture = StoredPicture & { notes: readonly PictureNote[] };

const MAX_WEBP_SIDE = 16_383;

/** Above it, lossless WebP takes more seconds and memory than a person or a server has: PNG instead. */
const MAX_WEBP_PIXELS = 16_000_000;

/**
 * Turns a picture that someone sent into the one that is kept: fully decoded, first frame, upright,
 * sRGB, 8 bits, nothing but pixels. JPEG (quality 95, 4:4:4); lossless WebP where anything is
 * transparent or the file is lossless and stays small that way; PNG where a format's limits leave
 * nothing else.
 * @throws {AppError} IMAGE_TOO_LARGE, IMAGE_TYPE_NOT_SUPPORTED, INVALID_IMAGE; UNAVAILABLE when too many are waiting.
 */
export async function normalisePicture(bytes: Uint8Array): Promise<NormalisedPicture> {
  const inspected = inspectPicture(bytes, PICTURE_LIMITS);
  const { format, width, height } = inspected;
  const file = bufferOf(bytes);
  const keeping = losslessness(file, format, width * height);
  return decodeQueue.run(bytes.byteLength, () =>
    refusing(file, format, async () => {
      const { bytes: readable, notes } = await readablePicture(file, format, PICTURE_LIMITS.pixels);
      const stored = await decodeStrictly(readable, (picture) => encodeStored(picture, inspected, keeping));
      return { ...stored, notes };
    }),
  );
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function refusing<T>(file: Buffer, format: PictureFormat, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw pictureRefusal(error, file, format);
  }
}

async function encodeStored(
  picture: Sharp,
  { width, height }: ImageSize,
  keeping: ReturnType<typeof losslessness>,
): Promise<StoredPicture> {
  const lossless = Math.max(width, height) > MAX_WEBP_SIDE || width * height > MAX_WEBP_PIXELS ? "png" : "webp";
  const { hasAlpha } = await picture.metadata();
  if (!hasAlpha && keeping === "lossy") return encodeOpaque(picture, { width, height }, keeping, lossless);
  if (hasAlpha && lossless === "png") return encode("png", picture);
  const decoded = await readPixels(picture);
  return (await isOpaque(decoded))
    ? encodeOpaque(openPixels(decoded).removeAlpha(), { width, height }, keeping, lossless)
    : encode("webp", openPixels(decoded), keeping === "lossy" ? 0 : 1);
}

async function encodeOpaque(
  picture: Sharp,
  { width, height }: ImageSize,
  keeping: ReturnType<typeof losslessness>,
  lossless: "png" | "webp",
): Promise<StoredPicture> {
  const lossy = Math.max(width, height) > MOST_JPEG_SIDE ? "png" : "jpg";
  if (keeping === "lossy") return encode(lossy, picture);
  const kept = await encode(lossless, picture.clone(), 1);
  return keeping === "lossless" || isCompact(kept.size, width * height) ? kept : encode(lossy, picture);
}

/** @param effort of WebP: 0 for photos, where more takes seconds; 1 makes drawings ten times smaller. */
async function encode(extension: "jpg" | "png" | "webp", picture: Sharp, effort: 0 | 1 = 0): Promise<StoredPicture> {
  const encoder = {
    jpg: () => picture.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }),
    webp: () => picture.webp({ lossless: true, effort }),
    png: () => picture.png(),
  }[extension];
  const { data, info } = await encoder().toBuffer({ resolveWithObject: true });
  return storedPicture(extension, data, info);
}

/** Many tools write an alpha channel in which nothing is transparent. */
async function isOpaque({ data, channels }: Pixels): Promise<boolean> {
  if (channels === 3) return true;
  const giveWay = createGiveWay();
  for (const block of blocksOf(data)) {
    for (let index = 3; index < block.length; index += 4) if (block[index] !== 255) return false;
    await giveWay();
  }
  return true;
}

export type CheckedResult = StoredPicture<"png">;

/**
 * Checks what an editor sent back and turns it into the result that is kept: fully decoded, upright,
 * sRGB, lossless PNG, nothing but pixels. A PNG that is plain already is not encoded again.
 * @throws {AppError} PROVIDER_BAD_RESULT with the reason as its cause.
 */
export async function checkResult(bytes: Uint8Array): Promise<CheckedResult> {
  try {
    const { format, width, height } = inspectPicture(bytes, RESULT_LIMITS);
    const file = bufferOf(bytes);
    const plain = format === "png" && fileColours(file, format) === null ? await plainPng(file) : null;
    return await decodeQueue.run(0, async () => {
      if (plain !== null) {
        await decodeStrictly(plain, decodeFully);
        return storedPicture("png", plain, { width, height });
      }
      const { bytes: readable } = await readablePicture(file, format, RESULT_LIMITS.pixels);
      return decodeStrictly(readable, async (picture) => {
        const { data, info } = await picture.png().toBuffer({ resolveWithObject: true });
        // As plain as one that came so: a stored result that is checked again stays the same to the byte.
        return storedPicture("png", (await plainPng(data)) ?? data, info);
      });
    });
  } catch (error) {
    throw new AppError("PROVIDER_BAD_RESULT", { cause: error });
  }
}
