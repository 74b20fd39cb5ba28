import type { StopSignal } from "../../stop-signal";
import { type Layer, emptyLayer, lumaAt } from "../../pixels/plane";
import { gaussianBlur } from "../../pixels/box-filter";
import type { Raster } from "../../pixels/raster";
import { smallLayer, smallSize } from "../../pixels/resize";
import { smoothstep } from "../../pixels/smoothstep";
import { SURE, type Sky, findSky, lifted } from "./find-sky";
import { skyLayer } from "./sky-mask";

/** Shorter side of the layer, in pixels at most. */
const SMALL = 420;

/** A sky that is only likely counts as one in the upper part: a few stars do less harm than another colour. */
const LIKELY = 0.35;
const HALF = 0.5;

/** Light of the sky (0..1) up to which all stars are seen, and from which on none is. */
const DARK = 0.36;
const BRIGHT = 0.66;

/** The same where no sky was found: only what is as dark as night may be one. */
const NIGHT = 0.1;
const NOT_NIGHT = 0.26;

/** How smooth such a dark place must be: light may not change by more than this within a few pixels. */
const SMOOTH = 0.035;

/** How well stars are seen at each place, 0..1: in the sky as far as it is dark; else where the upper part is dark and smooth. */
export async function darkSky(raster: Raster, signal: StopSignal): Promise<Layer> {
  const { sky, seen } = await skyOrNightSky(raster, signal);
  const { width, height } = smallSize(raster, SMALL);
  const picture = await smallLayer(raster, SMALL);
  const light = emptyLayer(width, height, 1);
  for (let place = 0; place < light.values.length; place++) {
    light.values[place] = lumaAt(picture, place);
  }
  const around = gaussianBlur(light, Math.max(1, Math.min(width, height) / 150));
  if (sky.confidence >= LIKELY) {
    const lowest = sky.confidence >= SURE ? sky.horizon : Math.min(sky.horizon, HALF);
    const open = await skyLayer(seen, sky, SMALL, signal);
    for (let place = 0; place < open.values.length; place++) {
      const low = 1 - smoothstep(lowest * 0.6, lowest, place / width / height);
      open.values[place] = (open.values[place] ?? 0) * (1 - smoothstep(DARK, BRIGHT, around.values[place] ?? 1)) * low;
    }
    return open;
  }
  const rough = emptyLayer(width, height, 1);
  for (let place = 0; place < rough.values.length; place++) {
    rough.values[place] = Math.abs((light.values[place] ?? 0) - (around.values[place] ?? 0));
  }
  const unrest = gaussianBlur(rough, Math.max(1, Math.min(width, height) / 80));
  for (let place = 0; place < light.values.length; place++) {
    light.values[place] =
      (1 - smoothstep(NIGHT, NOT_NIGHT, around.values[place] ?? 1)) *
      (1 - smoothstep(SMOOTH / 3, SMOOTH, unrest.values[place] ?? 1)) *
      (1 - smoothstep(0.4, 0.65, place / width / height));
  }
  return light;
}

/** The sky, and the picture in which it was seen: a lighter one by night, if only there it is certain. */
async function skyOrNightSky(raster: Raster, signal: StopSignal): Promise<{ sky: Sky; seen: Raster }> {
  const sky = await findSky(raster);
  if (sky.confidence >= LIKELY) return { sky, seen: raster };
  const seen = lifted(raster, signal);
  const byNight = seen === null ? null : await findSky(seen);
  return seen === null || byNight === null || byNight.confidence < SURE
    ? { sky, seen: raster }
    : { sky: byNight, seen };
}
