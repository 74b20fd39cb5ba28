import type { Picture } from "@/lib/providers/port";
import { DownloadFailure, type Downloaded, type ProviderDownload } from "@/lib/providers/download";
import { AppError } from "@/lib/errors";

const MOST_RESULT_BYTES = 30_000_000;

/**
 * Takes the result, without the key: it lies on another host. What it is, its first bytes say; whether
 * it is whole, a full decode later on.
 * @throws {AppError} retryable when the address expired or the way to it is blocked (asking after the
 * task gives a fresh one); PROVIDER_BAD_RESULT, not retryable, for what is no picture.
 */
export async function fetchResult(
  download: ProviderDownload,
  resultUrl: string,
  signal: AbortSignal,
): Promise<Picture> {
  let answer: Downloaded;
  try {
    answer = await download(resultUrl, { headers: { accept: "image/*" }, most: MOST_RESULT_BYTES, signal });
  } catch (cause) {
    if (cause instanceof DownloadFailure && (cause.kind === "address" || cause.kind === "too-large")) throw bad(cause);
    throw again(cause);
  }
  const { status, bytes } = answer;
  if (status >= 300 && status < 400) throw bad(new Error(`the result is a redirect (${status})`));
  if (status !== 200) throw again(new Error(`the result answered ${status}`));
  const contentType = typeOf(bytes);
  if (contentType === null) throw bad(new Error(`the result is no JPEG, PNG or WebP (${bytes.length} bytes)`));
  return { bytes, contentType };
}

const bad = (cause: unknown): AppError =>
  new AppError("PROVIDER_BAD_RESULT", { charge: "made", retryable: false, cause });

const again = (cause: unknown): AppError =>
  new AppError("PROVIDER_UNAVAILABLE", { charge: "made", retryable: true, cause });

function typeOf(bytes: Buffer): string | null {
  const start = bytes.toString("latin1", 0, 12);
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  return /^RIFF[^]{4}WEBP$/.test(start) ? "image/webp" : null;
}
