import { inSlices } from "./in-slices";
import type { Raster } from "./raster";

/** Gives `raster` the alpha of `source`, which has the same size and channels. Overwrites the raster. */
export async function keepAlpha(raster: Raster, source: Raster, signal: AbortSignal): Promise<Raster> {
  if (source.channels === 3) return raster;
  const { data } = raster;
  await inSlices(raster.width * raster.height, signal, (from, to) => {
    for (let at = from * 4 + 3; at < to * 4; at += 4) data[at] = source.data[at] ?? 0;
  });
  return raster;
}
