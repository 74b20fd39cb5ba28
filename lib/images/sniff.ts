import type { PictureFormat } from "@/lib/picture-formats";
import { isobmffBrands } from "./boxes";
import { isRawPhoto } from "./header-size";
import { type HeifFacts, heifFacts } from "./heif";

/** What a file is by its first bytes: a format that is read here, or the name of what it is instead. */
type Sniffed = { format: PictureFormat } | { name: string };

const at = (bytes: Buffer, offset: number, text: string): boolean =>
  bytes.length >= offset + text.length && bytes.toString("latin1", offset, offset + text.length) === text;

const KNOWN: readonly [start: string, name: string][] = [
  ["\x1f\x8b", "a compressed (gzip) file"],
  ["%PDF", "a PDF document"],
  ["%!PS", "a PostScript (EPS) file"],
  ["\xc5\xd0\xd3\xc6", "a PostScript (EPS) file"],
  ["\0\0\x01\0", "an icon (ICO) file"],
  ["\0\0\x02\0", "a cursor (CUR) file"],
  ["icns", "an icon (ICNS) file"],
  ["8BPS", "a Photoshop (PSD) file"],
  ["gimp xcf", "a GIMP (XCF) file"],
  ["push graphic-context", "an MVG drawing"],
  ["\xff\x0a", "a JPEG XL picture"],
  ["\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"],
  ["\0\0\0\x0cjP  \r\n\x87\n", "a JPEG 2000 picture"],
  ["\xff\x4f\xff\x51", "a JPEG 2000 picture"],
  ["PK\x03\x04", "a ZIP archive or an Office document"],
  ["Rar!", "a RAR archive"],
  ["7z\xbc\xaf", "a 7-Zip archive"],
  ["\x1a\x45\xdf\xa3", "a video (Matroska or WebM)"],
  ["\0\0\x01\xba", "a video (MPEG)"],
  ["OggS", "a sound or video (Ogg) file"],
  ["ID3", "a sound (MP3) file"],
  ["qoif", "a QOI picture"],
  ["DDS ", "a DDS texture"],
  ["v/1\x01", "an OpenEXR picture"],
  ["#?RADIANCE", "a Radiance HDR picture"],
  ["\xd7\xcd\xc6\x9a", "a Windows metafile (WMF)"],
  ["SIMPLE  =", "a FITS picture"],
  ["IIU\0", "a camera raw file"],
  ["IIRO", "a camera raw file"],
  ["FUJIFILMCCD-RAW", "a camera raw file"],
  ["\x7fELF", "a program"],
  ["MZ", "a program"],
];

const BMP_HEADER_SIZES = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

const isBmp = (bytes: Buffer): boolean =>
  at(bytes, 0, "BM") && bytes.length >= 26 && BMP_HEADER_SIZES.has(bytes.readUInt32LE(14));

/** Tells what a file is by its content alone; a declared type or a file name plays no part. */
export function sniffImage(bytes: Buffer): Sniffed {
  if (at(bytes, 0, "\xff\xd8\xff")) return { format: "jpeg" };
  if (at(bytes, 0, "\x89PNG\r\n\x1a\n")) return { format: "png" };
  if (at(bytes, 0, "RIFF")) return at(bytes, 8, "WEBP") ? { format: "webp" } : { name: "a sound or video (RIFF) file" };
  if (at(bytes, 0, "GIF87a") || at(bytes, 0, "GIF89a")) return { format: "gif" };
  if (["II*\0", "MM\0*", "II+\0", "MM\0+"].some((start) => at(bytes, 0, start))) {
    return isRawPhoto(bytes) ? { name: "a camera raw file" } : { format: "tiff" };
  }
  const known = KNOWN.find(([start]) => at(bytes, 0, start));
  if (known !== undefined) return { name: known[1] };
  if (at(bytes, 4, "ftyp")) return sniffHeif(bytes, isobmffBrands(bytes));
  if (isBmp(bytes)) return { name: "a BMP picture" };
  return { name: sniffText(bytes) ?? "not a picture of a known kind" };
}

/** Pictures in HEIF's clothes by how they are coded, for their brands tell less; `null` where nothing is said. */
const CODED: Readonly<Record<string, Sniffed>> = {
  hvc1: { format: "heic" },
  hev1: { format: "heic" },
  av01: { format: "avif" },
  avc1: { name: "a HEIF picture coded as H.264" },
  vvc1: { name: "a HEIF picture coded as H.266" },
  jpeg: { name: "a HEIF picture coded as JPEG" },
  j2k1: { name: "a HEIF picture coded as JPEG 2000" },
  unci: { name: "a HEIF picture without compression" },
};

function sniffHeif(bytes: Buffer, brands: readonly string[]): Sniffed {
  if (
    brands.some((brand) => /^(?:avi[fs]|hei[cxms]|hev[cxms]|mif[12]|msf1|avci|avcs|jpeg|j2ki|vvic|1pic)$/.test(brand))
  ) {
    const facts = factsOf(bytes);
    const coded = CODED[facts?.codec ?? ""];
    if (coded !== undefined) return coded;
    if (facts?.largest === null && facts.hasMore) return { name: "an animation without a still picture" };
    return { format: brands.some((brand) => brand === "avif" || brand === "avis") ? "avif" : "heic" };
  }
  return { name: brands[0] === "crx " ? "a camera raw file" : "a video" };
}

/** `null` for a file that is cut within what would tell. */
function factsOf(bytes: Buffer): HeifFacts | null {
  try {
    return heifFacts(bytes);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const HEAD_BYTES = 4096;

/** Names SVG, web pages and other text, in UTF-8 or UTF-16; `null` when the bytes are not text. */
function sniffText(bytes: Buffer): string | null {
  const head = decodeHead(bytes.subarray(0, HEAD_BYTES));
  if (head === null) return null;
  const text = head
    .replace(/^\uFEFF/, "")
    .trimStart()
    .toLowerCase();
  if (/^<!doctype html|^<html|^<head|^<body|^<script/.test(text)) return "a web page";
  if (text.startsWith("<"))
    return /<(?:[a-z]+:)?svg[\s>]|<!doctype svg/.test(text) ? "an SVG drawing" : "an XML or HTML text";
  return "a text file";
}

function decodeHead(head: Buffer): string | null {
  const encoding =
    head[0] === 0xff && head[1] === 0xfe ? "utf-16le" : head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "utf-8";
  const text = new TextDecoder(encoding).decode(head);
  const odd = text.match(/(?![\t\n\r\f])[\p{Cc}\uFFFD]/gu)?.length ?? 0;
  return head.length > 0 && odd <= text.length / 50 ? text : null;
}
