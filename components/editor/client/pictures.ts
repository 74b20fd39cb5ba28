import { networkFailure } from "./request";

/** What the file chooser offers; the server decides by content. */
export const ACCEPTED_PICTURES =
  "image/jpeg,image/png,image/webp,image/avif,image/gif,image/tiff,image/heic,image/heif,.jpg,.jpeg,.png,.webp,.avif,.gif,.tif,.tiff,.heic,.heif";

const KINDS = "JPEG, PNG, WebP, AVIF, GIF, TIFF or HEIC";
const MAX_BYTES = 20 * 1024 * 1024;
const MAX_PIXELS = 50_000_000;

/** Why a file cannot be taken, as one sentence naming the limit and what was found; `null` when it can. */
export function refuseFile(file: { name: string; type: string; size: number }): string | null {
  const types = ACCEPTED_PICTURES.split(",");
  const extension = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0] ?? "";
  if (!types.includes(file.type.toLowerCase()) && !types.includes(extension)) {
    const found = file.type !== "" ? file.type : extension !== "" ? `a ${extension} file` : "a file of unknown type";
    return `Please use a ${KINDS} picture. This is ${found}.`;
  }
  if (file.size === 0) return "This file is empty. Please choose another picture.";
  if (file.size > MAX_BYTES) {
    return `This picture has ${(file.size / 1024 / 1024).toFixed(1)} MB. Pictures may have up to 20 MB.`;
  }
  return null;
}

/** The same for the picture's size in pixels, once the browser has decoded it. */
export function refusePixels(width: number, height: number): string | null {
  if (width * height <= MAX_PIXELS) return null;
  return `This picture has ${((width * height) / 1e6).toFixed(0)} megapixels. Pictures may have up to 50.`;
}

/** A picture that this browser holds: chosen, dropped, pasted, taken, a sample or a result. */
export type LocalPicture = {
  file: Blob;
  /** File name; the name of downloads begins with it. */
  name: string;
  /** Object URL of the bytes. */
  url: string;
};

/** Makes a file showable at once, from its own bytes. */
export function localPicture(file: Blob, name: string): LocalPicture {
  return { file, name, url: URL.createObjectURL(file) };
}

/** Takes a picture of the app's own into the browser. Throws a `RequestFailure`. */
export async function fetchPicture(address: string, name: string): Promise<LocalPicture> {
  const response = await fetch(address).catch(() => null);
  if (response?.ok !== true) throw networkFailure();
  return localPicture(await response.blob(), name);
}
