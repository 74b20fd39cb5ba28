const MAX_NAME = 100;

/** What file systems, shells or shown text could trip over: controls, separators, quotes, direction marks. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|%;]/gu;

/**
 * `Content-Disposition` of a picture: shown in place under a name of ours, or, when a name is asked
 * for, saved under that name (ASCII, and UTF-8 by RFC 8187) with the picture's own extension.
 */
export function contentDisposition(key: string, download: string | null): string {
  const extension = key.slice(key.indexOf("."));
  const own = `mizual-${key.slice(0, 8)}`;
  if (download === null) return `inline; filename="${own}${extension}"`;
  const name = safeName(download) || own;
  const ascii =
    name
      .normalize("NFKD")
      .replaceAll(/[^ -~]/g, "")
      .trim() || own;
  const encoded = encodeURIComponent(name + extension).replaceAll(/['()*!]/g, percent);
  return `attachment; filename="${ascii}${extension}"; filename*=UTF-8''${encoded}`;
}

function safeName(text: string): string {
  const cleaned = text
    .toWellFormed()
    .replaceAll(UNSAFE, "")
    .replace(/\.(?:jpe?g|png|webp)$/i, "");
  return Array.from(cleaned)
    .slice(0, MAX_NAME)
    .join("")
    .replace(/^[.\s-]+|[.\s]+$/g, "");
}

const percent = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
