import { beginsLikePicture, CHOOSER_ACCEPT, READABLE_KINDS } from "@/lib/picture-formats";
import { networkFailure } from "./request-failure";

/** Of the input by which a file is chosen: there is one at a time. */
export const CHOOSER_ID = "choose-picture";

const MAX_BYTES = 20 * 1024 * 1024;
const MAX_PIXELS = 50_000_000;

/** How much of a file tells what it is. */
const HEAD_BYTES = 32;

/**
 * Why a file cannot be taken, as one sentence naming the limit and what was found; `null` when it can. What no
 * name or declared type makes a picture (`photo.jpg_large`, a file without an ending) is one by its content; of
 * what has the name of one, the server says what it is instead.
 */
export async function refuseFile(file: Pick<File, "name" | "type" | "size" | "slice">): Promise<string | null> {
  if (file.size === 0) return "This file is empty. Please choose another picture.";
  const extension = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0] ?? "";
  const offered = CHOOSER_ACCEPT.split(",");
  const isNamedSo = offered.includes(file.type.toLowerCase()) || offered.includes(extension);
  if (!isNamedSo && !(await isPicture(file))) {
    const found = file.type !== "" ? file.type : extension !== "" ? `a ${extension} file` : "a file of unknown type";
    return `Please use a ${READABLE_KINDS} picture. This is ${found}.`;
  }
  if (file.size > MAX_BYTES) {
    return `This picture has ${(file.size / 1024 / 1024).toFixed(1)} MB. Pictures may have up to 20 MB.`;
  }
  return null;
}

/** True also where the browser cannot read it: then the server says what there is to say. */
async function isPicture(file: Pick<File, "slice">): Promise<boolean> {
  return file
    .slice(0, HEAD_BYTES)
    .arrayBuffer()
    .then(
      (bytes) => beginsLikePicture(new Uint8Array(bytes)),
      () => true,
    );
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
  /** The edit whose result it is, in pixels: the server takes that, and `file` is a small one to show. */
  stored?: { id: string; width: number; height: number };
};

/** Makes a file showable at once, from its own bytes. */
export function localPicture(file: Blob, name: string): LocalPicture {
  return { file, name, url: URL.createObjectURL(file) };
}

/** Takes a picture of the app's own into the browser. Throws a `RequestFailure`. */
export async function fetchPicture(
  address: string,
  name: string,
  stored?: LocalPicture["stored"],
): Promise<LocalPicture> {
  const response = await fetch(address).catch(() => null);
  if (response?.ok !== true) throw networkFailure();
  const picture = localPicture(await response.blob(), name);
  return stored === undefined ? picture : { ...picture, stored };
}
