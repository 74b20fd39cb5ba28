import { decodeQueue } from "./decode-queue";
import { openPicture } from "./decoder";

const SIDE = 1024;

export type SmallPicture = { bytes: Uint8Array; contentType: "image/jpeg"; width: number; height: number };

/** A stored picture as a prompt enhancer gets it: JPEG, the longer side ≤ 1024 px, on white where it is transparent. */
export async function smallPicture(bytes: Uint8Array): Promise<SmallPicture> {
  return decodeQueue.run(0, async () => {
    const { data, info } = await openPicture(bytes, "error")
      .resize({ width: SIDE, height: SIDE, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "white" })
      .jpeg({ quality: 85 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, contentType: "image/jpeg", width: info.width, height: info.height };
  });
}
