import type { PictureFormat } from "@/lib/picture-formats";
import { heifFacts } from "./heif";
import { isFrameMarker } from "./jpeg/frame";

/** In pixels, as stored: before orientation is applied. */
export type ImageSize = { width: number; height: number };

const READERS: Record<PictureFormat, (bytes: Buffer) => ImageSize | null> = {
  jpeg: jpegSize,
  png: pngSize,
  webp: webpSize,
  avif: heifSize,
  heic: heifSize,
  gif: gifSize,
  tiff: tiffSize,
};

/** The size that a file's header declares, read without any decoder; `null` when there is no sense in it. */
export function headerSize(bytes: Buffer, format: PictureFormat): ImageSize | null {
  try {
    const size = READERS[format](bytes);
    return size !== null && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Real files have up to a dozen or two; thousands make a small file slow to decode. */
const MAX_SCANS = 100;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** Walks the markers to the end. `null`: no frame, two frames, or more scans than any real file has. */
function jpegSize(bytes: Buffer): ImageSize | null {
  let size: ImageSize | null = null;
  let scans = 0;
  for (let offset = bytes.indexOf(0xff, 2); offset !== -1; offset = bytes.indexOf(0xff, offset)) {
    const marker = bytes[offset + 1];
    if (marker === undefined || marker === EOI) break;
    if (marker === 0xff) {
      offset += 1;
    } else if (marker === 0 || marker === 1 || marker === SOI || isRestart(marker)) {
      offset += 2;
    } else {
      if (isFrameMarker(marker)) {
        if (size !== null) return null;
        size = { height: bytes.readUInt16BE(offset + 5), width: bytes.readUInt16BE(offset + 7) };
      }
      if (marker === SOS) scans += 1;
      if (scans > MAX_SCANS) return null;
      if (offset + 4 > bytes.length) break;
      offset += 2 + bytes.readUInt16BE(offset + 2);
    }
  }
  return size;
}

/** From the header chunk, which comes first in every PNG. */
function pngSize(bytes: Buffer): ImageSize | null {
  if (bytes.toString("latin1", 12, 16) !== "IHDR" || bytes.readUInt32BE(8) !== 13) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The size of the screen that the frames are drawn on. */
function gifSize(bytes: Buffer): ImageSize | null {
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** From the first chunk: the canvas of an extended file, or the one frame of a plain file. */
function webpSize(bytes: Buffer): ImageSize | null {
  switch (bytes.toString("latin1", 12, 16)) {
    case "VP8X":
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case "VP8L": {
      if (bytes[20] !== 0x2f) return null;
      const packed = bytes.readUInt32LE(21);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case "VP8 ":
      if (bytes.readUIntBE(23, 3) !== 0x9d012a) return null;
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
}

/** The largest picture that the file declares (`ispe`): tiles, masks and thumbnails count too. */
function heifSize(bytes: Buffer): ImageSize | null {
  return heifFacts(bytes).largest;
}

const SUBFILE_TYPE = 254;
const WIDTH = 256;
const HEIGHT = 257;
const COMPRESSION = 259;
const DNG_VERSION = 50_706;
const BYTES_OF_TYPE: Readonly<Record<number, 1 | 2 | 4>> = { 1: 1, 3: 2, 4: 4 };

/** Whole numbers of the first directory by tag, where one stands in the entry itself. */
function firstDirectory(bytes: Buffer): Map<number, number> {
  const little = bytes[0] === 0x49;
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const u64 = (at: number) => Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  const big = u16(2) === 43;
  const start = big ? u64(8) : u32(4);
  const count = big ? u64(start) : u16(start);
  const [first, step, valueAt] = big ? [start + 8, 20, 12] : [start + 2, 12, 8];
  const numbers = new Map<number, number>();
  for (let index = 0; index < Math.min(count, 4096); index += 1) {
    const entry = first + index * step;
    const value = entry + valueAt;
    const type = u16(entry + 2);
    const size = BYTES_OF_TYPE[type];
    if (size !== undefined)
      numbers.set(u16(entry), size === 1 ? bytes.readUInt8(value) : size === 2 ? u16(value) : u32(value));
    else if (big && type === 16) numbers.set(u16(entry), u64(value));
  }
  return numbers;
}

/** Of the first page. Throws a `RangeError` where the directory leaves the file. */
function tiffSize(bytes: Buffer): ImageSize | null {
  const numbers = firstDirectory(bytes);
  const width = numbers.get(WIDTH);
  const height = numbers.get(HEIGHT);
  return width === undefined || height === undefined ? null : { width, height };
}

/** The number of the first page's compression; `null` where the file does not say. */
export function compressionOfTiff(bytes: Buffer): number | null {
  try {
    return firstDirectory(bytes).get(COMPRESSION) ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * True for camera raw files (DNG, NEF, CR2, ARW…) in TIFF's clothes: their first page is a small
 * preview, which nobody means to edit.
 */
export function isRawPhoto(bytes: Buffer): boolean {
  if (bytes.toString("latin1", 8, 10) === "CR") return true;
  try {
    const numbers = firstDirectory(bytes);
    return numbers.has(DNG_VERSION) || ((numbers.get(SUBFILE_TYPE) ?? 0) & 1) === 1;
  } catch {
    return false;
  }
}
