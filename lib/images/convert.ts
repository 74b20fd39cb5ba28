import { AppError } from "@/lib/errors";
import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";
import { decodeQueue, openPicture, openPixels, type Pixels, readPixels } from "./decoder";
import { MOST_JPEG_SIDE } from "./limits";

/** Another form of a stored picture; `quality` 1 to 100, without meaning for PNG. */
export type Conversion = { format: DownloadFormat; quality: number };

/** The longest side that a format holds, in pixels. */
const MOST_SIDE: Record<DownloadFormat, number> = {
  jpeg: MOST_JPEG_SIDE,
  png: Infinity,
  webp: 16_383,
  // What decoders of AVIF's usual profiles take.
  avif: 16_384,
};

/** AVIF takes its time. */
const SECONDS = 60;

/** From here on the colours of JPEG are not halved, for what is left to see is edges. */
const FULL_COLOUR_QUALITY = 90;

/**
 * Encodes a stored picture anew. JPEG holds no transparency: it gets a white ground.
 * @throws {AppError} IMAGE_TOO_LARGE where the format has no room for it; UNAVAILABLE when too many are waiting.
 */
export async function convertPicture(bytes: Uint8Array, wanted: Conversion): Promise<Uint8Array> {
  return decodeQueue.run(bytes.byteLength, async () => encode(await readPixels(openPicture(bytes, "error")), wanted));
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
    jpeg: () => picture.flatten({ background: "white" }).jpeg({ quality, chromaSubsampling }),
    png: () => picture.png({ compressionLevel: 6 }),
    webp: () => picture.webp({ quality, effort: 2 }),
    avif: () => picture.avif({ quality, effort: 0, chromaSubsampling: "4:4:4" }),
  };
  return encoders[format]().toBuffer();
}

/** Bytes of a picture in a format at its usual quality; `exact` where it was encoded whole, else about that many. */
export type FormatSize = { bytes: number; exact: boolean };

/** Of what is measured: so many squares each way, of so many pixels. */
const ACROSS = 3;
const SQUARE = 256;

/**
 * How many bytes a stored picture takes in each format: measured on nine squares all over it, which are a small part of
 * the work and tell it to a few percent for photos; a small picture is measured whole.
 * @throws {AppError} UNAVAILABLE when too many are waiting.
 */
export async function measureFormats(bytes: Uint8Array): Promise<Record<DownloadFormat, FormatSize>> {
  return decodeQueue.run(bytes.byteLength, async () => {
    const whole = await readPixels(openPicture(bytes, "error"));
    const sample = sampleOf(whole);
    const scale = (whole.width * whole.height) / (sample.width * sample.height);
    const sizes = {} as Record<DownloadFormat, FormatSize>;
    for (const format of Object.keys(DOWNLOAD_FORMATS) as DownloadFormat[]) {
      const encoded = await encode(sample, { format, quality: DOWNLOAD_FORMATS[format].quality ?? 100 });
      sizes[format] = { bytes: Math.round(encoded.byteLength * scale), exact: sample === whole };
    }
    return sizes;
  });
}

/** The squares side by side as one picture; the picture itself where it is hardly larger. */
function sampleOf(whole: Pixels): Pixels {
  const { data, width, height, channels } = whole;
  const side = ACROSS * SQUARE;
  if (width < side || height < side) return whole;
  const sample = Buffer.alloc(side * side * channels);
  const offset = (length: number, index: number): number =>
    Math.floor(((length - SQUARE) * index) / (ACROSS - 1) / 16) * 16;
  for (let y = 0; y < side; y += 1) {
    const from = (offset(height, Math.floor(y / SQUARE)) + (y % SQUARE)) * width;
    for (let column = 0; column < ACROSS; column += 1) {
      const start = (from + offset(width, column)) * channels;
      sample.set(data.subarray(start, start + SQUARE * channels), (y * side + column * SQUARE) * channels);
    }
  }
  return { data: sample, width: side, height: side, channels };
}
