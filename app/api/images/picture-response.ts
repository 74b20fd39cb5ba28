import { type Blob, type BlobInfo, type BlobStore, contentTypeOf, isBlobKey, readBlob } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import { matchesTag } from "@/lib/http/response";
import { conversionTurns } from "@/lib/images/client-turns";
import type { Conversion } from "@/lib/images/convert";
import type { Requester } from "@/lib/limits/rate-limiter";
import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";
import { partOf, rangeOf } from "./byte-range";

/** Seconds that a browser may go on using the address that the store shows a picture under. */
const VIEW_SECONDS = 600;

/**
 * One stored picture, streamed with its own type and headers under which nothing in it could ever
 * run. `?download=<name>` asks the browser to save it under that name. A browser that only shows the picture is sent to
 * the store where that can be: the address stays ours, the store's ends within the hour, and a deleted picture is gone
 * there too, and out of its caches within 60 s. Whoever reads the bytes (a script, a program, a save) gets them from us.
 * A download that broke off goes on by a range.
 * @param options.embeddable pages of other sites may show it, by a plain `<img>`.
 * @param options.conversion another form of it, made anew; `requester` tells who asks, for whom one is made at a time.
 * @throws {AppError} NOT_FOUND for whatever is not a picture's key or is not there (an upload that
 * was not looked into yet is not a picture); UNAVAILABLE when the store does not answer.
 */
export async function pictureResponse(
  request: Request,
  key: string,
  blobs: BlobStore,
  {
    embeddable = false,
    conversion = null,
    requester = { address: "", browser: null },
  }: { embeddable?: boolean; conversion?: Conversion | null; requester?: Requester } = {},
): Promise<Response> {
  if (!isBlobKey(key) || !contentTypeOf(key).startsWith("image/")) throw new AppError("NOT_FOUND");
  const form = conversion === null ? "" : `-${conversion.format}-${conversion.quality}-${conversion.longest ?? ""}`;
  const tag = `"${key.slice(0, 32)}${form}"`;
  const download = new URL(request.url).searchParams.get("download");
  const headers = new Headers({
    "Cache-Control": "private, max-age=86400, immutable",
    "Content-Disposition": contentDisposition(key, download, conversion?.format),
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Accept-Ranges": "bytes",
    "Cross-Origin-Resource-Policy": embeddable ? "cross-origin" : "same-site",
    ETag: tag,
    Vary: "Sec-Fetch-Dest, Sec-Fetch-Mode",
    "X-Content-Type-Options": "nosniff",
  });
  if (matchesTag(request.headers.get("if-none-match"), tag)) {
    await present(() => blobs.head(key));
    return new Response(null, { status: 304, headers });
  }
  // What the store says when it cannot say where comes with the bytes, which are asked for next.
  const isForShow = download === null && conversion === null && isShown(request);
  const elsewhere = isForShow ? await blobs.viewUrl(key).catch(() => null) : null;
  if (elsewhere !== null) {
    headers.set("Cache-Control", `private, max-age=${VIEW_SECONDS}`);
    headers.set("Location", elsewhere);
    headers.delete("ETag");
    return new Response(null, { status: 307, headers });
  }
  const isHead = request.method === "HEAD";
  if (conversion !== null) {
    if (isHead) await present(() => blobs.head(key));
    return convertedResponse(headers, conversion, isHead ? null : { key, blobs, requester });
  }
  const blob: BlobInfo & { body?: Blob["body"] } = await present<BlobInfo>(() =>
    isHead ? blobs.head(key) : blobs.get(key),
  );
  return storedResponse(blob, request, headers, tag);
}

/** The picture as it is stored, or the range of it that is asked for; without a body for a HEAD. */
async function storedResponse(
  blob: BlobInfo & { body?: Blob["body"] },
  request: Request,
  headers: Headers,
  tag: string,
): Promise<Response> {
  headers.set("Content-Type", blob.contentType);
  // Ranges are defined for GET alone.
  const range = request.method === "HEAD" ? null : rangeOf(request.headers, tag, blob.size);
  if (range === "unsatisfiable") {
    await blob.body?.cancel();
    headers.set("Content-Range", `bytes */${blob.size}`);
    headers.set("Content-Length", "0");
    headers.set("Cache-Control", "no-store");
    return new Response(null, { status: 416, headers });
  }
  if (range === null || blob.body === undefined) {
    headers.set("Content-Length", String(blob.size));
    return new Response(blob.body ?? null, { headers });
  }
  headers.set("Content-Range", `bytes ${range.start}-${range.end}/${blob.size}`);
  headers.set("Content-Length", String(range.end - range.start + 1));
  return new Response(partOf(blob.body, range), { status: 206, headers });
}

/** Another form of a picture, made when it is asked for; a HEAD is not worth that, and tells no length. */
async function convertedResponse(headers: Headers, conversion: Conversion, asked: Asked | null): Promise<Response> {
  headers.set("Content-Type", DOWNLOAD_FORMATS[conversion.format].type);
  // Made anew each time: there is nothing to go on from.
  headers.delete("Accept-Ranges");
  if (asked === null) return new Response(null, { headers });
  // Loaded with the decoder when a picture is to be another, which is seldom.
  const { convertPicture } = await import("@/lib/images/convert");
  const made = await makeOfPicture(asked, (bytes) => convertPicture(bytes, conversion));
  headers.set("Content-Length", String(made.byteLength));
  return new Response(new Uint8Array(made), { headers });
}

type Asked = { key: string; blobs: BlobStore; requester: Requester };

/**
 * Reads a stored picture and makes something of it, when it is the turn of whoever asks: nothing is read before.
 * @throws {AppError} NOT_FOUND; UNAVAILABLE when the store does not answer, or when too many are waiting.
 */
export function makeOfPicture<T>(
  { key, blobs, requester }: Asked,
  make: (bytes: Uint8Array, stored: BlobInfo) => Promise<T>,
): Promise<T> {
  return conversionTurns.run(requester, async () => {
    const blob = await present(() => blobs.get(key));
    return make(await readBlob(blob), blob);
  });
}

/** Whether a browser asks for it to show it, and no page can read it: another host's answer would do as well. */
function isShown({ method, headers }: Request): boolean {
  const [destination, mode] = [headers.get("sec-fetch-dest"), headers.get("sec-fetch-mode")];
  return method === "GET" && destination === "image" && mode === "no-cors";
}

async function present<T>(ask: () => Promise<T | null>): Promise<T> {
  const found = await answered(ask);
  if (found === null) throw new AppError("NOT_FOUND");
  return found;
}

async function answered<T>(ask: () => Promise<T>): Promise<T> {
  return ask().catch((error: unknown) => {
    if (error instanceof AppError && error.code === "STORAGE_UNAVAILABLE")
      throw new AppError("UNAVAILABLE", { cause: error });
    throw error;
  });
}

const MAX_NAME = 100;

/** What file systems, shells or shown text could trip over: controls, separators, quotes, direction marks. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|%;]/gu;

/**
 * `Content-Disposition` of a picture: shown in place under a name of ours, or, when a name is asked
 * for, saved under that name (ASCII, and UTF-8 by RFC 8187) with the picture's own extension.
 */
export function contentDisposition(key: string, download: string | null, format?: DownloadFormat): string {
  const extension = format === undefined ? key.slice(key.indexOf(".")) : `.${DOWNLOAD_FORMATS[format].ending}`;
  const own = `mizual-${key.slice(0, 8)}`;
  if (download === null) return `inline; filename="${own}${extension}"`;
  const name = safeName(download) || own;
  // Made plain first: what is harmless in its own script may become a quote or a separator.
  const ascii = safeName(name.normalize("NFKD").replaceAll(/[^ -~]/g, "")) || own;
  const encoded = encodeURIComponent(name + extension).replaceAll(/['()*!]/g, percent);
  return `attachment; filename="${ascii}${extension}"; filename*=UTF-8''${encoded}`;
}

function safeName(text: string): string {
  const cleaned = text
    .toWellFormed()
    .replaceAll(UNSAFE, "")
    .replace(/\.(?:jpe?g|png|webp|avif)$/i, "");
  return Array.from(cleaned)
    .slice(0, MAX_NAME)
    .join("")
    .replace(/^[.\s-]+|[.\s]+$/g, "");
}

const percent = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
