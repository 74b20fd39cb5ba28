import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/through-sharp";

/** Side of the median, in pixels. */
const MEDIAN = 3;

/** Mean difference of a level from the median around it, 0..255, from which on a picture is grainy. */
const GRAINY = 4;

/** Pixels of the shorter side below which a median would take things and not only grain. */
const COARSE = 100;

/** A small copy without its grain, over which GrabCut takes long; one that has none stays as it is, with its thin stems and hairs. */
export async function withoutGrain(small: Raster): Promise<Raster> {
  if (Math.min(small.width, small.height) < COARSE) return small;
  const calm = await throughSharp(small, (image) => image.median(MEDIAN));
  let sum = 0;
  for (let at = 0; at < small.data.length; at++) {
    // Every fourth byte is alpha.
    if (at % 4 < 3) sum += Math.abs((small.data[at] ?? 0) - (calm.data[at] ?? 0));
  }
  return sum / (small.data.length * 0.75) > GRAINY ? calm : small;
}
