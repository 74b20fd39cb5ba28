import { inSlices } from "./in-slices";
import type { Raster } from "./raster";
import type { Mask } from "./regions/mask";

/**
 * `after` where the mask is 255, `before` where it is 0, and in between in proportion. All three have one
 * size. Overwrites and returns `after`.
 */
export async function blend(before: Raster, after: Raster, mask: Mask, signal: AbortSignal): Promise<Raster> {
  const { channels } = before;
  if (after.channels !== channels || after.width !== before.width || after.height !== before.height) {
    throw new Error("A part of a picture can only be changed by what keeps its size and channels");
  }
  await inSlices(mask.values.length, signal, (from, to) => {
    for (let pixel = from; pixel < to; pixel++) {
      const share = mask.values[pixel] ?? 0;
      if (share === 255) continue;
      for (let at = pixel * channels; at < (pixel + 1) * channels; at++) {
        const was = before.data[at] ?? 0;
        after.data[at] = share === 0 ? was : Math.round(was + (((after.data[at] ?? 0) - was) * share) / 255);
      }
    }
  });
  return after;
}
