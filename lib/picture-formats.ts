/**
 * The formats that this server reads: what people call them, the types and name endings that stand for
 * them. The closed set that the decoder, the file chooser, the API and every sentence about it derive from.
 */
const FORMATS = {
  jpeg: { label: "JPEG", types: ["image/jpeg"], endings: ["jpg", "jpeg", "jfif"] },
  png: { label: "PNG", types: ["image/png"], endings: ["png"] },
  webp: { label: "WebP", types: ["image/webp"], endings: ["webp"] },
  avif: { label: "AVIF", types: ["image/avif"], endings: ["avif"] },
  heic: { label: "HEIC", types: ["image/heic", "image/heif"], endings: ["heic", "heif", "hif"] },
  gif: { label: "GIF", types: ["image/gif"], endings: ["gif"] },
  tiff: { label: "TIFF", types: ["image/tiff"], endings: ["tif", "tiff"] },
} as const satisfies Record<string, { label: string; types: readonly string[]; endings: readonly string[] }>;

export type PictureFormat = keyof typeof FORMATS;

const labels = Object.values(FORMATS).map(({ label }) => label);

/** All of them as a person reads them: "JPEG, PNG, … or TIFF". */
export const READABLE_KINDS = `${labels.slice(0, -1).join(", ")} or ${labels.at(-1)}`;

/** What a file chooser is told to offer (`accept`); what is chosen is judged by its content. */
export const CHOOSER_ACCEPT = [
  ...Object.values(FORMATS).flatMap(({ types }) => types),
  ...Object.values(FORMATS).flatMap(({ endings }) => endings.map((ending) => `.${ending}`)),
].join(",");

/**
 * The formats that a result is downloaded in, and the quality (1 to 100) of those that have one where none is asked
 * for: hardly to be told from the picture itself.
 */
const DOWNLOADS = {
  jpeg: { label: "JPEG", type: "image/jpeg", ending: "jpg", quality: 95 },
  png: { label: "PNG", type: "image/png", ending: "png", quality: null },
  webp: { label: "WebP", type: "image/webp", ending: "webp", quality: 90 },
  avif: { label: "AVIF", type: "image/avif", ending: "avif", quality: 75 },
} as const;

export type DownloadFormat = keyof typeof DOWNLOADS;

export const DOWNLOAD_FORMATS = DOWNLOADS;

/** What a person who sent a file of this format gets back: the same where browsers can show it. */
const ANSWERED: Record<PictureFormat, DownloadFormat> = {
  jpeg: "jpeg",
  heic: "jpeg",
  png: "png",
  gif: "png",
  tiff: "png",
  webp: "webp",
  avif: "avif",
};

/**
 * The format in which a result is downloaded where nobody chooses: that of the file that its chain began with, else
 * the one it is stored in; never JPEG for what is or may be transparent.
 * @param stored content type of the stored result; null while there is none.
 */
export function downloadFormatOf(
  source: string | null,
  stored: string | null,
  hasAlpha: boolean | null,
): DownloadFormat {
  const kept =
    (Object.keys(DOWNLOADS) as DownloadFormat[]).find((format) => DOWNLOADS[format].type === stored) ?? "png";
  const known = (Object.keys(FORMATS) as PictureFormat[]).find((format) => format === source);
  const wanted = known === undefined ? kept : ANSWERED[known];
  return wanted === "jpeg" && kept !== "jpeg" && hasAlpha !== false ? "png" : wanted;
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/**
 * Whether a file begins as one of these formats does, by its first 12 bytes or more: what a page can say before
 * anything is sent. The server looks closer.
 */
export function beginsLikePicture(head: Uint8Array): boolean {
  const start = latin1(head.subarray(0, 12));
  if (/^(?:\xff\xd8\xff|\x89PNG|GIF8|II[*+]\0|MM\0[*+])/.test(start)) return true;
  return /^RIFF[^]{4}WEBP/.test(start) || /^[^]{4}ftyp(?:avi[fs]|hei|hev|mif|msf)/.test(start);
}
