import { availableParallelism } from "node:os";
import sharp, { type Sharp } from "sharp";
import { AppError } from "@/lib/errors";
import { createFairShare, currentAccount, pictureMemory } from "@/lib/fair-share";
import { offerReading } from "@/lib/observe";
import { bufferOf } from "@/lib/images/bytes";
import type { PictureFormat } from "@/lib/picture-formats";
import { headerSize, type ImageSize } from "./header-size";
import { wholeJpeg } from "./jpeg/whole";
import { PICTURE_LIMITS } from "./limits";
import { sniffImage } from "./sniff";

const DECODE_SECONDS = 10;

const LOADERS = [
  "VipsForeignLoadJpeg",
  "VipsForeignLoadPng",
  "VipsForeignLoadWebp",
  "VipsForeignLoadHeif",
  "VipsForeignLoadNsgif",
  "VipsForeignLoadTiff",
];

/** Everything else that libvips may be built with. */
const BLOCKED =
  "Analyze Csv Dcraw Fits Jp2k Jxl Magick Magick7 Mat Matrix Nifti Openexr Openslide Pdf Ppm Rad Raw Svg Uhdr Vips"
    .split(" ")
    .map((name) => `VipsForeignLoad${name}`);

// No picture is read twice, so a cache would only hold memory. One thread per picture: several
// pictures at once keep the cores busy (see `decodeQueue`), and one cannot take them all.
sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: LOADERS });

/**
 * The allow-list is one for the process and Next's image optimizer writes it too, so it is set again
 * before each decode: by name, never "all, then some", for a decode on another thread could be
 * looking for its loader in between.
 */
function guardLoaders(): void {
  sharp.block({ operation: BLOCKED });
  sharp.unblock({ operation: LOADERS });
}

/**
 * A picture to be decoded: first frame only, upright, sRGB, no metadata, ≤ 50 MP, 10 s. Nothing is
 * read before an output is asked for.
 * @param failOn `warning`: anything odd in the file is an error; `error`: only what costs pixels.
 */
export function openPicture(bytes: Uint8Array, failOn: "warning" | "error" = "warning"): Sharp {
  guardLoaders();
  return (
    sharp(bytes, { failOn, limitInputPixels: PICTURE_LIMITS.pixels, pages: 1, autoOrient: true })
      .timeout({ seconds: DECODE_SECONDS })
      // Before a profile is applied too: sharp makes Display P3 of what has 16 bits and one (0.35.5).
      .pipelineColourspace("srgb")
      .toColourspace("srgb")
  );
}

/**
 * The same with its colours as the file has them, in as many bits, and no profile applied: for what makes sRGB of them
 * itself.
 */
export function openUnmanaged(bytes: Uint8Array, failOn: "warning" | "error" = "warning"): Sharp {
  guardLoaders();
  const options = { failOn, limitInputPixels: PICTURE_LIMITS.pixels, pages: 1, autoOrient: true, ignoreIcc: true };
  return sharp(bytes, options).timeout({ seconds: DECODE_SECONDS });
}

/** Bytes that decoding takes for each pixel, at most: measured on 49 megapixels (2026-12-01), HEIC by what AVIF takes. */
const DECODING: Record<PictureFormat, number> = { jpeg: 4, png: 4, webp: 9, avif: 18, heic: 20, gif: 5, tiff: 4 };

/**
 * Up to so many pixels a JPEG is written with tables of its own, a seventh smaller; for that libjpeg holds all of it,
 * in twelve bytes a pixel.
 */
const MOST_WITH_TABLES = 16_000_000;

/** For sharp's `jpeg()`. */
export const jpegTables = ({ width, height }: ImageSize): { optimiseCoding: boolean } => ({
  optimiseCoding: width * height <= MOST_WITH_TABLES,
});

/** Bytes that encoding takes for each pixel, at most, beside the pixels. */
export const ENCODING = { jpeg: 12, png: 1, webp: 9, avif: 18, losslessWebp: 27 } as const;

/** The same in the form that is written for a picture of this size: a large JPEG has no tables of its own. */
export const encodingOf = (format: "jpeg" | "png" | "webp" | "avif", size: ImageSize): number =>
  format === "jpeg" && !jpegTables(size).optimiseCoding ? ENCODING.png : ENCODING[format];

/** How many bytes a pixel is held in, with transparency or without. */
export const HELD = 4;

/**
 * Bytes of memory that a file takes while it is decoded and encoded anew: what either of the two takes, and {@link HELD}
 * for each pixel that is kept meanwhile. 0 for what is no picture.
 * @param encoding bytes for each pixel, or the format that it is written in ({@link encodingOf}); 0: it is only decoded.
 */
export function bytesToDecode(
  file: Uint8Array,
  { held = 0, encoding = 0 }: { held?: number; encoding?: number | Parameters<typeof encodingOf>[0] } = {},
): number {
  const bytes = bufferOf(file);
  const sniffed = sniffImage(bytes);
  const size = "name" in sniffed ? null : headerSize(bytes, sniffed.format);
  if ("name" in sniffed || size === null) return 0;
  const written = typeof encoding === "number" ? encoding : encodingOf(encoding, size);
  return size.width * size.height * (held + Math.max(DECODING[sniffed.format], written));
}

export type Pixels = { data: Uint8Array; width: number; height: number; channels: 3 | 4 };

/** Pixels that were decoded before, as a picture to be encoded. */
export function openPixels({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: PICTURE_LIMITS.pixels }).timeout({
    seconds: DECODE_SECONDS,
  });
}

/** Decodes a picture that was opened, to 8-bit RGB or RGBA. */
export async function readPixels(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  if (info.channels !== 3 && info.channels !== 4) throw new Error(`unsupported number of channels: ${info.channels}`);
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Decodes every pixel of a picture that was opened, and keeps none: they are all in the one that comes out. */
export async function decodeFully(picture: Sharp): Promise<void> {
  await picture.resize({ width: 1, height: 1, fit: "fill" }).raw().toBuffer();
}

/** A decode that was stopped because it had its time. */
export class DecodeTimeout extends Error {}

/**
 * Decodes every pixel of a picture through `finish` (which ends in one `toBuffer`) and refuses what
 * is damaged or cut short. What a decoder says of a failure is not read: libvips keeps one text for all
 * decodes of the process. A JPEG that it complains of is read code by code instead (`wholeJpeg`), and
 * where nothing is missing, what any viewer shows is taken.
 * @param open `openPicture`, or what opens it otherwise.
 * @throws {DecodeTimeout} after 10 s.
 * @throws what the decoder throws.
 */
export async function decodeStrictly<T>(
  bytes: Uint8Array,
  finish: (picture: Sharp) => Promise<T>,
  open = openPicture,
): Promise<T> {
  const until = performance.now() + DECODE_SECONDS * 1000;
  const isLate = (): boolean => performance.now() >= until;
  const attempt = (file: Uint8Array, failOn: "warning" | "error"): Promise<T> =>
    finish(open(file, failOn)).catch((error: unknown) => {
      throw isLate() ? new DecodeTimeout("decoding took too long", { cause: error }) : error;
    });
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isJpeg) return attempt(bytes, "error");
  try {
    return await attempt(bytes, "warning");
  } catch (error) {
    if (error instanceof DecodeTimeout) throw error;
    const whole = await wholeJpeg(bufferOf(bytes), isLate);
    if (isLate()) throw new DecodeTimeout("reading took too long", { cause: error });
    if (whole === null) throw error;
    return attempt(whole, "error");
  }
}

type Options = {
  /** Works at once, of all clients and of one. */
  places: number;
  perClient: number;
  /** Bytes of pictures that may wait, of all clients and of one; beyond it new ones are turned away. */
  waitingBytes: number;
  waitingBytesPerClient: number;
};

/** Runs a few works at once; the others wait for a place that is shared fairly ({@link createFairShare}). */
export function createDecodeQueue({ places, perClient, waitingBytes, waitingBytesPerClient }: Options) {
  const fair = createFairShare({ most: places, perClient });
  const waiting = new Map<string | null, number>();
  let bytesWaiting = 0;

  function wait(client: string | null, bytes: number): void {
    bytesWaiting += bytes;
    const own = (waiting.get(client) ?? 0) + bytes;
    if (own > 0) waiting.set(client, own);
    else waiting.delete(client);
  }

  return {
    /** How many works are at work and wait now, and the bytes of those that wait. */
    now: () => ({ ...fair.now(), waitingBytes: bytesWaiting }),
    /**
     * @param bytes size of the picture that would wait; 0 for work that must not be turned away.
     * @param takes bytes of memory that it takes ({@link bytesToDecode}): it waits until they are free.
     * @throws {AppError} UNAVAILABLE when too many bytes are waiting already.
     */
    async run<T>(bytes: number, takes: number, work: () => Promise<T>): Promise<T> {
      const atWork = (): Promise<T> => pictureMemory.run(work, takes);
      if (fair.isFree()) return fair.run(atWork);
      const client = currentAccount()?.client ?? null;
      const own = waiting.get(client) ?? 0;
      const isTooMuch =
        (bytesWaiting + bytes > waitingBytes && bytesWaiting > 0) ||
        (client !== null && own + bytes > waitingBytesPerClient && own > 0);
      if (isTooMuch && bytes > 0) throw new AppError("UNAVAILABLE", { retryAfterSeconds: 5 });
      wait(client, bytes);
      return fair.run(() => {
        wait(client, -bytes);
        return atWork();
      });
    },
  };
}

// Next loads this module once for its routes and once for what runs beside them: one queue for both.
const shared = globalThis as { mizualDecodeQueue?: ReturnType<typeof createDecodeQueue> };

/** Where Node has four threads for all of it (`scripts/start.cjs` sees to more), one stays free for files and host names. */
const PLACES = 3;

/**
 * The process's one queue for decoding and encoding. One client leaves a core free, as it does at the engine, whose threads
 * decode and encode besides, and never has all places: the next one begins at once, beside it.
 */
export const decodeQueue = (shared.mizualDecodeQueue ??= createDecodeQueue({
  places: PLACES,
  perClient: Math.max(1, Math.min(availableParallelism(), PLACES) - 1),
  waitingBytes: Math.min(400 * 1024 * 1024, pictureMemory.most / 4),
  waitingBytesPerClient: Math.min(200 * 1024 * 1024, pictureMemory.most / 8),
}));
offerReading("decode", () => decodeQueue.now());
