import type { Sharp } from "sharp";
import { AppError } from "@/lib/errors";
import type { PictureFormat } from "@/lib/picture-formats";
import { blocksOf, bufferOf, createGiveWay } from "./bytes";
import { fileColours } from "./colour/file-colours";
import {
  decodeFully,
  decodeQueue,
  decodeStrictly,
  bytesToDecode,
  ENCODING,
  encodingOf,
  HELD,
  jpegTables,
  openPixels,
  type Pixels,
  readPixels,
} from "./decoder";
import { pictureMemory } from "@/lib/fair-share";
import type { ImageSize } from "./header-size";
import { type Inspected, inspectPicture } from "./inspect";
import { MOST_JPEG_SIDE, MOST_WEBP_SIDE, PICTURE_LIMITS, RESULT_LIMITS } from "./limits";
import { isCompact, losslessness, type StoredPicture, storedPicture } from "./stored-picture";
import type { PictureNote } from "./notes";
import { plainPng } from "./png";
import { readablePicture } from "./readable";
import { pictureRefusal } from "./refusal";

/** A picture as it is kept, and what of the file it does not have. */
export type NormalisedPicture = StoredPicture & { notes: readonly PictureNote[]; format: PictureFormat };

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
  const takes = bytesToDecode(bytes, { held: HELD, encoding: encodingTakes(inspected, keeping) });
  demandMemory(takes, inspected);
  return decodeQueue.run(bytes.byteLength, takes, () =>
    refusing(file, format, async () => {
      const { bytes: readable, notes } = await readablePicture(file, format, PICTURE_LIMITS.pixels);
      const stored = await decodeStrictly(readable, (picture) => encodeStored(picture, inspected, keeping));
      return { ...stored, notes, format };
    }),
  );
}

async function refusing<T>(file: Buffer, format: PictureFormat, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw pictureRefusal(error, file, format);
  }
}

/** What holds every pixel of a picture of this size, in the memory that there is. */
const losslessFormat = ({ width, height }: ImageSize): "png" | "webp" =>
  Math.max(width, height) > MOST_WEBP_SIDE ||
  width * height > MAX_WEBP_PIXELS ||
  width * height * (ENCODING.losslessWebp + 2 * HELD) > pictureMemory.most
    ? "png"
    : "webp";

/** Bytes that encoding it takes for each pixel, at most: what may be transparent is kept without loss, whatever it was. */
function encodingTakes({ format, ...size }: Inspected, keeping: "lossy" | "lossless" | "try"): number {
  const mayStayLossless = keeping !== "lossy" || format !== "jpeg";
  return mayStayLossless && losslessFormat(size) === "webp" ? ENCODING.losslessWebp : encodingOf("jpeg", size);
}

/** @throws {AppError} IMAGE_TOO_LARGE where this server would have to give more memory to one picture than it has for all. */
function demandMemory(takes: number, { width, height, format }: Inspected): void {
  if (takes <= pictureMemory.most) return;
  const most = Math.floor((width * height * pictureMemory.most) / takes / 1e6);
  throw new AppError("IMAGE_TOO_LARGE", {
    detail: `This server has memory for ${format.toUpperCase()} pictures of up to ${most} megapixels; this one has ${Math.ceil((width * height) / 1e6)}. Make it smaller first.`,
  });
}

async function encodeStored(
  picture: Sharp,
  { width, height }: ImageSize,
  keeping: ReturnType<typeof losslessness>,
): Promise<StoredPicture> {
  const lossless = losslessFormat({ width, height });
  const { hasAlpha } = await picture.metadata();
  if (!hasAlpha && keeping === "lossy") return encodeOpaque(picture, { width, height }, keeping, lossless);
  if (hasAlpha && lossless === "png") return encode("png", picture, { width, height });
  const decoded = await readPixels(picture);
  return (await isOpaque(decoded))
    ? encodeOpaque(openPixels(decoded).removeAlpha(), { width, height }, keeping, lossless)
    : encode("webp", openPixels(decoded), decoded, keeping === "lossy" ? 0 : 1);
}

async function encodeOpaque(
  picture: Sharp,
  { width, height }: ImageSize,
  keeping: ReturnType<typeof losslessness>,
  lossless: "png" | "webp",
): Promise<StoredPicture> {
  if (keeping === "lossy") return encode("jpg", picture, { width, height });
  const kept = await encode(lossless, picture.clone(), { width, height }, 1);
  return keeping === "lossless" || isCompact(kept.size, width * height)
    ? kept
    : encode("jpg", picture, { width, height });
}

/** @param effort of WebP: 0 for photos, where more takes seconds; 1 makes drawings ten times smaller. */
async function encode(
  extension: "jpg" | "png" | "webp",
  picture: Sharp,
  size: ImageSize,
  effort: 0 | 1 = 0,
): Promise<StoredPicture> {
  const encoder = {
    jpg: () => picture.jpeg({ quality: 95, chromaSubsampling: "4:4:4", ...jpegTables(size) }),
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

/** A result as it is kept. */
export type CheckedResult = StoredPicture & { hasAlpha: boolean };

/**
 * Checks what an editor sent back and turns it into the result that is kept: fully decoded, upright,
 * sRGB, nothing but pixels. `lossy`: JPEG of quality 95, 4:4:4, where nothing is transparent and no side is too
 * long; else, and always with `lossless`, WebP without loss, or PNG where that is too large for it.
 * @throws {AppError} PROVIDER_BAD_RESULT with the reason as its cause.
 */
export async function checkResult(
  bytes: Uint8Array,
  keeping: "lossy" | "lossless" = "lossless",
): Promise<CheckedResult> {
  try {
    const { format, width, height } = inspectPicture(bytes, RESULT_LIMITS);
    const file = bufferOf(bytes);
    const isPng = losslessFormat({ width, height }) === "png";
    const plain = isPng && format === "png" && fileColours(file, format) === null ? await plainPng(file) : null;
    const takes = bytesToDecode(bytes, { held: HELD, encoding: encodingTakes({ format, width, height }, keeping) });
    return await decodeQueue.run(0, takes, async () => {
      if (plain !== null && keeping === "lossless") {
        await decodeStrictly(plain, decodeFully);
        return { ...(await storedPicture("png", plain, { width, height })), hasAlpha: (plain[25] ?? 2) === 6 };
      }
      const { bytes: readable } = await readablePicture(file, format, RESULT_LIMITS.pixels);
      return encodeResult(await decodeStrictly(readable, readPixels), keeping);
    });
  } catch (error) {
    throw new AppError("PROVIDER_BAD_RESULT", { cause: error });
  }
}

async function encodeResult(pixels: Pixels, keeping: "lossy" | "lossless"): Promise<CheckedResult> {
  const { width, height, channels } = pixels;
  const hasAlpha = channels === 4 && !(await isOpaque(pixels));
  const picture = (): Sharp => (channels === 4 && !hasAlpha ? openPixels(pixels).removeAlpha() : openPixels(pixels));
  if (keeping === "lossy" && !hasAlpha && Math.max(width, height) <= MOST_JPEG_SIDE)
    return { ...(await encode("jpg", picture(), pixels)), hasAlpha };
  const format = losslessFormat(pixels);
  // What is made, and may be paid for, is worth more than its bytes: PNG takes a busy machine far less time.
  const stored = await encode(format, picture(), pixels).catch(() => encode("png", picture(), pixels));
  return { ...stored, hasAlpha };
}

/** A result that lies in the store already, read anew: whole, and not encoded again. */
export async function storedResult(bytes: Uint8Array): Promise<CheckedResult> {
  try {
    const { format, width, height } = inspectPicture(bytes, RESULT_LIMITS);
    const extension = format === "jpeg" ? "jpg" : format;
    if (extension !== "jpg" && extension !== "webp" && extension !== "png") throw new Error(`not stored as ${format}`);
    return await decodeQueue.run(0, bytesToDecode(bytes, { held: HELD }), async () => {
      const pixels = await decodeStrictly(bytes, readPixels);
      const hasAlpha = pixels.channels === 4 && !(await isOpaque(pixels));
      return { ...(await storedPicture(extension, bytes, { width, height })), hasAlpha };
    });
  } catch (error) {
    throw new AppError("PROVIDER_BAD_RESULT", { cause: error });
  }
}
