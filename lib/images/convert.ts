import { AppError } from "@/lib/errors";
import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";
import {
  decodeQueue,
  bytesToDecode,
  HELD,
  jpegTables,
  openPicture,
  openPixels,
  type Pixels,
  readPixels,
} from "./decoder";
import { MOST_JPEG_SIDE, MOST_WEBP_SIDE } from "./limits";

/**
 * Another form of a stored picture; `quality` 1 to 100, without meaning for PNG; `longest`: pixels that its longer side
 * has at most, where it is to be smaller.
 */
export type Conversion = { format: DownloadFormat; quality: number; longest?: number };

/** The longest side that a format holds, in pixels. */
const MOST_SIDE: Record<DownloadFormat, number> = {
  jpeg: MOST_JPEG_SIDE,
  png: Infinity,
  webp: MOST_WEBP_SIDE,
  // What decoders of AVIF's usual profiles take.
  avif: 16_384,
};

/** AVIF takes its time. */
const SECONDS = 60;

/** From here on the colours of JPEG are not halved, for what is left to see is edges. */
const FULL_COLOUR_QUALITY = 90;

/**
 * Encodes a stored picture anew. JPEG holds no transparency: it gets a white ground.
 * @throws {AppError} IMAGE_TOO_LARGE where the format has no room for it; UNAVAILABLE when too many are waiting, and
 * where it takes too long.
 */
export async function convertPicture(bytes: Uint8Array, wanted: Conversion): Promise<Uint8Array> {
  return decodeQueue.run(bytes.byteLength, bytesToDecode(bytes, { held: HELD, encoding: wanted.format }), async () => {
    const pixels = await readPixels(openPicture(bytes, "error"));
    return encode(await shrunk(pixels, wanted.longest), wanted);
  });
}

/** The same picture with a longer side of at most so many pixels. */
async function shrunk(pixels: Pixels, longest = Infinity): Promise<Pixels> {
  if (Math.max(pixels.width, pixels.height) <= longest) return pixels;
  return readPixels(openPixels(pixels).resize({ width: longest, height: longest, fit: "inside" }));
}

async function encode(pixels: Pixels, { format, quality }: Conversion): Promise<Uint8Array> {
  const { width, height } = pixels;
  if (Math.max(width, height) > MOST_SIDE[format]) {
    const { label } = DOWNLOAD_FORMATS[format];
    throw new AppError("IMAGE_TOO_LARGE", {
      detail: `This picture is ${width} × ${height} pixels. A side of ${label} may have up to ${MOST_SIDE[format]}; take PNG.`,
    });
  }
  const picture = openPixels(pixels).timeout({ seconds: SECONDS });
  const chromaSubsampling = quality >= FULL_COLOUR_QUALITY ? "4:4:4" : "4:2:0";
  const encoders = {
    jpeg: () => picture.flatten({ background: "white" }).jpeg({ quality, chromaSubsampling, ...jpegTables(pixels) }),
    png: () => picture.png({ compressionLevel: 6 }),
    webp: () => picture.webp({ quality, effort: 2 }),
    avif: () => picture.avif({ quality, effort: 0, chromaSubsampling: "4:4:4" }),
  };
  const until = performance.now() + SECONDS * 1000;
  return encoders[format]()
    .toBuffer()
    .catch((cause: unknown) => {
      if (performance.now() < until) throw cause;
      const detail = `To make this ${DOWNLOAD_FORMATS[format].label} takes too long right now. Take another format, or try again later.`;
      throw new AppError("UNAVAILABLE", { cause, detail, retryAfterSeconds: 60 });
    });
}

/** Bytes of a picture in a format at its usual quality; `exact` where it was encoded whole, else about that many. */
export type FormatSize = { bytes: number; exact: boolean };

/** Of what is measured: up to so many squares each way, of so many pixels. */
const ACROSS = 3;
const SQUARE = 256;

/**
 * How many bytes a stored picture takes in each of these formats that holds it, at its usual quality and its own size
 * or as it is wanted: measured on nine squares all over it,
 * which are a small part of the work and tell it to a few percent for photos; a small picture is measured whole.
 * @throws {AppError} UNAVAILABLE when too many are waiting.
 */
export async function measureFormats(
  bytes: Uint8Array,
  formats: readonly DownloadFormat[],
  wanted: Partial<Pick<Conversion, "quality" | "longest">> = {},
): Promise<Partial<Record<DownloadFormat, FormatSize>>> {
  return decodeQueue.run(bytes.byteLength, bytesToDecode(bytes, { held: HELD }), async () => {
    const whole = await shrunk(await readPixels(openPicture(bytes, "error")), wanted.longest);
    const longest = Math.max(whole.width, whole.height);
    const sample = sampleOf(whole);
    const scale = (whole.width * whole.height) / (sample.width * sample.height);
    const sizes: Partial<Record<DownloadFormat, FormatSize>> = {};
    for (const format of formats.filter((one) => longest <= MOST_SIDE[one])) {
      const encoded = await encode(sample, {
        format,
        quality: wanted.quality ?? DOWNLOAD_FORMATS[format].quality ?? 100,
      });
      sizes[format] = { bytes: Math.round(encoded.byteLength * scale), exact: sample === whole };
    }
    return sizes;
  });
}

/** Where squares of one side of a picture begin, and how long they are; a short side is taken whole. */
function squaresOf(length: number): { starts: number[]; size: number } {
  if (length < ACROSS * SQUARE) return { starts: [0], size: length };
  const start = (index: number): number => Math.floor(((length - SQUARE) * index) / (ACROSS - 1) / 16) * 16;
  return { starts: Array.from({ length: ACROSS }, (_, index) => start(index)), size: SQUARE };
}

/** The squares side by side as one picture; the picture itself where they would be all of it. */
function sampleOf(whole: Pixels): Pixels {
  const { data, channels } = whole;
  const [columns, rows] = [squaresOf(whole.width), squaresOf(whole.height)];
  const [width, height] = [columns.starts.length * columns.size, rows.starts.length * rows.size];
  if (width === whole.width && height === whole.height) return whole;
  const sample = Buffer.alloc(width * height * channels);
  let at = 0;
  for (const top of rows.starts)
    for (let y = top; y < top + rows.size; y += 1)
      for (const left of columns.starts) {
        const start = (y * whole.width + left) * channels;
        sample.set(data.subarray(start, start + columns.size * channels), at);
        at += columns.size * channels;
      }
  return { data: sample, width, height, channels };
}
