import type { StopSignal } from "../../stop-signal";
import { weightedMean } from "../../pixels/box-filter";
import { inRows } from "../../pixels/in-slices";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { planeReader } from "../../pixels/stretched-rows";
import type { Sky } from "./find-sky";
import { skyMask } from "./sky-mask";
import { meanWithin } from "./small-picture";

/**
 * Darkens the sky towards its top, lifts its clouds from their surroundings and cools what is grey.
 * Overwrites the raster; pixels outside of the sky stay exactly as they are.
 */
export function deepenSky(raster: Raster, sky: Sky, amount: number, signal: StopSignal): Raster {
  const { data, width, height, channels } = raster;
  const mask = skyMask(raster, sky, signal);
  const cloud = planeReader([cloudLift(sky)], width, height);
  const bottom = Math.max(1, sky.horizon * height);

  inRows(width, height, signal, (y) => {
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

/** Radii on the small copy, in pixels: a cloud, and the sky as a whole. */
const CLOUD = 2;
const WIDE = 22;

/** How much the contrast between clouds and the sky around them grows. */
const CLOUDS = 1.3;

/** Share by which a cloud is to be lifted from its surroundings, or a gap lowered, for each place of the small copy. */
function cloudLift({ picture, mask }: Sky): Plane {
  const otherwise = meanWithin(picture.light, mask);
  const wide = weightedMean(picture.light, mask, WIDE, otherwise);
  const close = weightedMean(picture.light, mask, CLOUD, otherwise);
  return planeOf(mask.width, mask.height, (index) => {
    const level = Math.max(16, wide.values[index] ?? 0);
    return Math.min(0.5, Math.max(-0.3, (CLOUDS * ((close.values[index] ?? 0) - level)) / level));
  });
}
