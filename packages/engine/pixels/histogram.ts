import { LUMA } from "./colour-matrix";
import type { Raster } from "./raster";
import { throughSharp } from "./resize";

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

/** The level 0..1 below which this share of the counted pixels lies; 0.5 for the median. */
export function levelBelow(counts: readonly number[], share: number): number {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * share;
  let sum = 0;
  for (const [level, count] of counts.entries()) {
    sum += count;
    if (sum > wanted) return level / (counts.length - 1);
  }
  return 1;
}

/** Two divisions this near to each other, relatively, are equally good. */
const SAME = 1e-9;

/**
 * The level that divides counted levels best into a dark and a light group (Otsu's method): the middle of the
 * gap between the groups where there is one. The middle of all levels for a picture of one level.
 */
export function dividingLevel(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weighted = counts.reduce((sum, count, level) => sum + count * level, 0);
  let [below, sumBelow, spread] = [0, 0, 0];
  let [first, last] = [(counts.length - 1) / 2, (counts.length - 1) / 2];
  for (const [level, count] of counts.entries()) {
    below += count;
    sumBelow += count * level;
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (weighted - sumBelow) / above) ** 2;
    if (between > spread * (1 + SAME)) [first, last, spread] = [level, level, between];
    else if (between >= spread * (1 - SAME)) last = level;
  }
  return (first + last + 1) / 2;
}
