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
