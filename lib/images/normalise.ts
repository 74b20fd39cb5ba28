import type { Sharp } from "sharp";
import { AppError } from "@/lib/errors";
import { decodeFully, decodeQueue, decodeStrictly, openPicture, openPixels, type Pixels, readPixels } from "./decoder";
import { inspectPicture, pictureRefusal } from "./inspect";
import { PICTURE_LIMITS, RESULT_LIMITS } from "./limits";
import { plainPng } from "./png";
import { blocksOf, createGiveWay } from "./slices";
import { type StoredPicture, storedPicture } from "./stored-picture";

export type NormalisedPicture = StoredPicture;

const MAX_JPEG_SIDE = 65_535;
const MAX_WEBP_SIDE = 16_383;

/** Above it, lossless WebP takes more seconds and memory than a person or a server has: PNG instead. */
const MAX_WEBP_PIXELS = 16_000_000;

/**
 * Turns a picture that someone sent into the one that is kept: fully decoded, first frame, upright,
 * sRGB, 8 bits, nothing but pixels. JPEG (quality 95, 4:4:4); lossless WebP where anything is
 * transparent; PNG where a format's limits leave nothing else. One decode and one encode.
 * @throws {AppError} IMAGE_TOO_LARGE, IMAGE_TYPE_NOT_SUPPORTED, INVALID_IMAGE; UNAVAILABLE when too many are waiting.
 */
export async function normalisePicture(bytes: Uint8Array): Promise<NormalisedPicture> {
  const { width, height } = inspectPicture(bytes, PICTURE_LIMITS);
  return decodeQueue.run(bytes.byteLength, async () => {
    try {
      return await decodeStrictly(bytes, (picture) => encodeStored(picture, Math.max(width, height), width * height));
    } catch (error) {
      throw pictureRefusal(error);
    }
  });
}

async function encodeStored(picture: Sharp, side: number, pixels: number): Promise<NormalisedPicture> {
  const { hasAlpha } = await picture.metadata();
  if (!hasAlpha) return side > MAX_JPEG_SIDE ? encode("png", picture) : encode("jpg", picture);
  if (side > MAX_WEBP_SIDE || pixels > MAX_WEBP_PIXELS) return encode("png", picture);
  const decoded = await readPixels(picture);
  return (await isOpaque(decoded))
    ? encode("jpg", openPixels(decoded).removeAlpha())
    : encode("webp", openPixels(decoded));
}

async function encode(extension: "jpg" | "png" | "webp", picture: Sharp): Promise<NormalisedPicture> {
  const encoder = {
    jpg: () => picture.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }),
    webp: () => picture.webp({ lossless: true, effort: 0 }),
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

/**
 * Decodes every pixel of a picture that is paid for, as browsers do: what is odd about the file but costs no pixels is
 * no reason to throw it away.
 * @throws what the decoder throws of a file that is damaged or cut short.
 */
async function decodeTolerantly<T>(bytes: Uint8Array, finish: (picture: Sharp) => Promise<T>): Promise<T> {
  try {
    return await decodeStrictly(bytes, finish);
  } catch {
    return finish(openPicture(bytes, "error"));
  }
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
    const plain =
      format === "png" ? await plainPng(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) : null;
    return await decodeQueue.run(0, async () => {
      if (plain !== null) {
        await decodeTolerantly(plain, decodeFully);
        return storedPicture("png", plain, { width, height });
      }
      return decodeTolerantly(bytes, async (picture) => {
        const { data, info } = await picture.png().toBuffer({ resolveWithObject: true });
        // As plain as one that came so: a stored result that is checked again stays the same to the byte.
        return storedPicture("png", (await plainPng(data)) ?? data, info);
      });
    });
  } catch (error) {
    throw new AppError("PROVIDER_BAD_RESULT", { cause: error });
  }
}
