import { inRows } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import { planeReader } from "../plane-reader";
import { cloudLift } from "./cloud-lift";
import type { Sky } from "./find-sky";
import { skyMask } from "./sky-mask";

/**
 * Darkens the sky towards its top, lifts its clouds from their surroundings and cools what is grey.
 * Overwrites the raster; pixels outside of the sky stay exactly as they are.
 */
export async function deepenSky(raster: Raster, sky: Sky, amount: number, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const mask = await skyMask(raster, sky, signal);
  const cloud = planeReader([await cloudLift(sky)], width, height);
  const bottom = Math.max(1, sky.horizon * height);

  await inRows(width, height, signal, (y) => {
    const depth = Math.max(0, 1 - y / bottom);
    const gain = 1 - Math.min(0.85, amount * (0.08 + 0.42 * depth));
    cloud.moveTo(y);
    for (let x = 0; x < width; x++) {
      const share = (mask.values[y * width + x] ?? 0) / 255;
      if (share === 0) continue;
      const at = (y * width + x) * channels;
      const r = data[at] ?? 0;
      const g = data[at + 1] ?? 0;
      const b = data[at + 2] ?? 0;
      const scale = gain * (1 + amount * cloud.at(0, x));
      const greyness = Math.max(0, 1 - (Math.max(r, g, b) - Math.min(r, g, b)) / 60) * amount;
      data[at] = mixed(r, r * scale * (1 - 0.06 * greyness), share);
      data[at + 1] = mixed(g, g * scale, share);
      data[at + 2] = mixed(b, b * scale * (1 + 0.05 * greyness), share);
    }
  });
  return raster;
}

const mixed = (before: number, after: number, share: number): number =>
  Math.min(255, Math.max(0, Math.round(before + (after - before) * share)));
