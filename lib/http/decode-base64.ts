import { AppError } from "@/lib/errors";

/**
 * The bytes of a picture sent as text: a base64 data URL, or bare base64 (RFC 4648 §4, padded).
 * The type that a data URL declares is not believed, so it is not even read.
 * @throws {AppError} `INVALID_IMAGE` for anything that is not exactly that.
 */
export function decodeBase64(text: string): Uint8Array {
  const data = text.startsWith("data:") ? dataOf(text) : text;
  const padding = data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0;
  const bytes = Buffer.from(data, "base64");
  // Buffer skips what it doesn't know and takes the URL alphabet too; both show.
  const exact = data.length % 4 === 0 && bytes.length === (data.length / 4) * 3 - padding && bytes.length > 0;
  if (!exact || data.includes("-") || data.includes("_")) throw invalid();
  return bytes;
}

function dataOf(url: string): string {
  const comma = url.indexOf(",");
  if (comma === -1 || !url.slice(0, comma).toLowerCase().endsWith(";base64")) throw invalid();
  return url.slice(comma + 1);
}

const invalid = (): AppError =>
  new AppError("INVALID_IMAGE", {
    detail: "The picture is not valid base64. Send a data URL (data:image/png;base64,…) or plain base64.",
  });
