import { LUMA } from "../../../pixels/colour-matrix";
import type { Raster } from "../../../pixels/raster";
import { throughSharp } from "../../../pixels/through-sharp";

/** Longer side of the copy that is counted. */
const COUNTED = 400;

/** Alpha from which on a pixel counts. */
const VISIBLE = 128;

/** How many pixels of a small copy have each luma 0..255; transparent ones count for nothing. */
export async function histogramOf(raster: Raster): Promise<readonly number[]> {
  const { data, channels } = await throughSharp(raster, (image) =>
    image.resize(COUNTED, COUNTED, { fit: "inside", withoutEnlargement: true }),
  );
  const counts = Array.from({ length: 256 }, () => 0);
  for (let at = 0; at + channels <= data.length; at += channels) {
    if (channels === 4 && (data[at + 3] ?? 0) < VISIBLE) continue;
    const luma = Math.round((data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2]);
    counts[luma] = (counts[luma] ?? 0) + 1;
  }
  return counts;
}
