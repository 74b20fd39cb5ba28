import type { Sharp } from "sharp";
import sharp from "sharp";
import { PICTURE_LIMITS } from "./picture-limits";
import type { PictureFormat } from "./sniff-image";

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
// pictures at once keep the cores busy (see decode-queue), and one cannot take them all.
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
  return sharp(bytes, { failOn, limitInputPixels: PICTURE_LIMITS.pixels, pages: 1, autoOrient: true })
    .timeout({ seconds: DECODE_SECONDS })
    .toColourspace("srgb");
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

const READERS = {
  jpeg: "jpeg",
  png: "png",
  webp: "webp",
  avif: "heif",
  gif: "gif",
  tiff: "tiff",
} as const satisfies Record<PictureFormat, keyof typeof sharp.format>;

/** Whether the installed decoder was built with this format at all. */
export function canDecode(format: PictureFormat): boolean {
  return sharp.format[READERS[format]].input.buffer;
}
