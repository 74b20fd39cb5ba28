import { decodeQueue, bytesToDecode, openPicture, openPixels, type Pixels, readPixels } from "./decoder";
import { type StoredPicture, storedPicture } from "./stored-picture";

const PREVIEW_SIDE = 1600;
const THUMBNAIL_SIDE = 320;

/** What pages show: the longer side ≤ 1600 px and ≤ 320 px. */
export type Previews = { preview: StoredPicture<"webp">; thumbnail: StoredPicture<"webp"> };

/** Makes both from one decode of a stored picture; a small picture is never enlarged. */
export async function makePreviews(bytes: Uint8Array): Promise<Previews> {
  return decodeQueue.run(0, bytesToDecode(bytes), async () => {
    const pixels = await readPixels(openPicture(bytes, "error").resize(within(PREVIEW_SIDE)));
    return { preview: await encode(pixels, PREVIEW_SIDE), thumbnail: await encode(pixels, THUMBNAIL_SIDE) };
  });
}

const within = (side: number) => ({ width: side, height: side, fit: "inside", withoutEnlargement: true }) as const;

async function encode(pixels: Pixels, side: number): Promise<StoredPicture<"webp">> {
  const picture = openPixels(pixels).resize(within(side)).webp({ quality: 82, effort: 2 });
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  return storedPicture("webp", data, info);
}

const SIDE = 1024;

export type SmallPicture = { bytes: Uint8Array; contentType: "image/jpeg"; width: number; height: number };

/** A stored picture as a prompt enhancer gets it: JPEG, the longer side ≤ 1024 px, on white where it is transparent. */
export async function smallPicture(bytes: Uint8Array): Promise<SmallPicture> {
  return decodeQueue.run(0, bytesToDecode(bytes), async () => {
    const { data, info } = await openPicture(bytes, "error")
      .resize({ width: SIDE, height: SIDE, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "white" })
      .jpeg({ quality: 85 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, contentType: "image/jpeg", width: info.width, height: info.height };
  });
}
