import type { PictureFormat } from "../sniff-image";
import { avifSize } from "./avif-size";
import { gifSize } from "./gif-size";
import { jpegSize } from "./jpeg-size";
import { pngSize } from "./png-size";
import { tiffSize } from "./tiff-size";
import { webpSize } from "./webp-size";

/** In pixels, as stored: before orientation is applied. */
export type Size = { width: number; height: number };

const READERS: Record<PictureFormat, (bytes: Buffer) => Size | null> = {
  jpeg: jpegSize,
  png: pngSize,
  webp: webpSize,
  avif: avifSize,
  gif: gifSize,
  tiff: tiffSize,
};

/** The size that a file's header declares, read without any decoder; `null` when there is no sense in it. */
export function headerSize(bytes: Buffer, format: PictureFormat): Size | null {
  try {
    const size = READERS[format](bytes);
    return size !== null && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
