import sharp from "sharp";
import type { Mask } from "./mask";

/** Pixels of the median's side. */
const SIDE = 3;

/** A mask without single pixels, set or left out, that noise and grain make. */
export async function withoutSpecks({ values, width, height }: Mask): Promise<Mask> {
  if (Math.min(width, height) < SIDE) return { values, width, height };
  const out = await sharp(values, { raw: { width, height, channels: 1 } })
    .median(SIDE)
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return { values: new Uint8Array(out.buffer, out.byteOffset, out.byteLength), width, height };
}
