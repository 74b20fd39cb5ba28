import type { Sharp } from "sharp";
import { AppError } from "@/lib/errors";
import type { PictureFormat } from "@/lib/picture-formats";
import { fileColours } from "./colour/file-colours";
import { type DeepPixels, tiffOfPixels } from "./colour/tiff-of-pixels";
import { isHdr, numbersOf, toSrgb } from "./colour/to-srgb";
import { decodeStrictly, openPicture, openUnmanaged } from "./decoder";
import { decodeHeic } from "./heic/decode-heic";
import { type HeifFacts, heifFacts } from "./heif";
import type { PictureNote } from "./notes";
import { createGiveWay } from "./bytes";

export type Readable = {
  /** What the decoder reads: the file itself, or its pixels with a profile of its colours. */
  bytes: Uint8Array;
  notes: PictureNote[];
};

/**
 * Makes of a file that was inspected one whose pixels and colours the decoder gets right: HEIC is decoded,
 * colours that are told by anything but a profile get one, HDR is toned down, colours that were multiplied
 * with transparency are divided by it again. To be called within the decode queue.
 * @throws {AppError} as `decodeHeic` does, and what the decoder throws.
 */
export async function readablePicture(bytes: Buffer, format: PictureFormat, maxPixels: number): Promise<Readable> {
  const heif = format === "avif" || format === "heic" ? heifFacts(bytes) : null;
  // Its decoder makes up what is missing.
  if (heif?.isCut === true) throw new AppError("INVALID_IMAGE");
  const colours = fileColours(bytes, format);
  const file = format === "avif" ? stillAvif(bytes) : bytes;
  const found = await notesOf(file, format, heif);
  if (format !== "heic" && colours === null && heif?.isPremultiplied !== true) return { bytes: file, notes: found };
  const pixels = format === "heic" ? await decodeHeic(file, maxPixels) : await decodeDeep(file);
  if (heif?.isPremultiplied === true) await divideByAlpha(pixels);
  const notes = pixels.bits === 16 && format === "heic" ? [...found, "REDUCED_TO_8_BITS" as const] : found;
  if (colours === null) return { bytes: tiffOfPixels(pixels, heif?.icc ?? null), notes };
  return {
    bytes: tiffOfPixels(await toSrgb(pixels, colours), null),
    notes: isHdr(colours) ? [...notes.filter((note) => note !== "REDUCED_TO_8_BITS"), "HDR_CONVERTED"] : notes,
  };
}

/**
 * An animated AVIF as the still one that it is as well: the decoder knows a file by its brands, and
 * browsers that do not play it show its main picture.
 */
function stillAvif(bytes: Buffer): Buffer {
  if (bytes.toString("latin1", 8, 12) !== "avis") return bytes;
  const still = Buffer.from(bytes);
  still.write("avif", 8, "latin1");
  return still;
}

/** The pixels as the file has them, upright, in as many bits. */
async function decodeDeep(bytes: Uint8Array): Promise<DeepPixels> {
  const read = async (picture: Sharp): Promise<DeepPixels> => {
    const isDeep = (await picture.metadata()).depth === "ushort";
    const opened = isDeep
      ? picture.pipelineColourspace("rgb16").toColourspace("rgb16").raw({ depth: "ushort" })
      : picture.toColourspace("srgb").raw({ depth: "uchar" });
    const { data, info } = await opened.toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    if (channels !== 3 && channels !== 4) throw new Error(`unsupported number of channels: ${channels}`);
    return { data, width, height, channels, bits: isDeep ? 16 : 8 };
  };
  return decodeStrictly(bytes, read, openUnmanaged);
}

/** In place. */
async function divideByAlpha(pixels: DeepPixels): Promise<void> {
  if (pixels.channels === 3) return;
  const giveWay = createGiveWay();
  const numbers = numbersOf(pixels);
  const full = pixels.bits === 16 ? 65_535 : 255;
  for (let at = 0; at < numbers.length; at += 4) {
    const alpha = numbers[at + 3] ?? full;
    if (at % 65_536 === 0) await giveWay();
    if (alpha === full || alpha === 0) continue;
    for (let channel = at; channel < at + 3; channel += 1)
      numbers[channel] = Math.min(full, Math.round(((numbers[channel] ?? 0) * full) / alpha));
  }
}

async function notesOf(bytes: Buffer, format: PictureFormat, heif: HeifFacts | null): Promise<PictureNote[]> {
  const layer: PictureNote[] = hasGainMap(bytes, format) ? ["HDR_LAYER_LEFT_OUT"] : [];
  if (format === "heic") return heif?.hasMore === true ? ["MAIN_PICTURE_ONLY", ...layer] : layer;
  // What cannot be read at all is refused when it is decoded.
  const metadata = await openPicture(bytes, "error")
    .metadata()
    .catch(() => null);
  const notes = layer;
  const hasPages = (metadata?.pages ?? 1) > 1;
  if (hasPages && format === "tiff") notes.push("FIRST_PAGE_ONLY");
  else if (hasPages || (format === "avif" && heif?.hasMore === true) || (format === "png" && isAnimatedPng(bytes)))
    notes.push("FIRST_FRAME_ONLY");
  if (metadata !== null && metadata.depth !== "uchar") notes.push("REDUCED_TO_8_BITS");
  return notes;
}

/**
 * How phones call the layer that brightens a photo on HDR screens: Apple in its HEIC and JPEG files, Adobe's and Google's
 * "Ultra HDR", and ISO 21496-1, which both have come to write.
 */
const GAIN_MAPS = [
  "urn:com:apple:photo:2020:aux:hdrgainmap",
  "http://ns.apple.com/HDRGainMap/1.0/",
  "http://ns.adobe.com/hdr-gain-map/1.0/",
  "urn:iso:std:iso:ts:21496:-1",
];

const hasGainMap = (bytes: Buffer, format: PictureFormat): boolean =>
  ["jpeg", "heic", "avif"].includes(format) && GAIN_MAPS.some((name) => bytes.includes(name, 0, "latin1"));

/** APNG: a chunk before the pixels says how many frames there are. */
function isAnimatedPng(bytes: Buffer): boolean {
  const pixels = bytes.indexOf("IDAT");
  const animation = bytes.subarray(0, pixels === -1 ? 0 : pixels).indexOf("acTL");
  return animation !== -1 && animation + 8 <= pixels && bytes.readUInt32BE(animation + 4) > 1;
}
