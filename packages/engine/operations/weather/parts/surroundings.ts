import type { Layer } from "../../focus/parts/layer";
import { smallLayer } from "../../focus/parts/small-layer";
import type { Raster } from "../../../pixels/raster";
import { lightOf } from "./light-of";

/** Shorter side of the copy that is measured. */
const SMALL = 48;

/** What light there is in a picture: its mean and its brighter part, as red, green and blue 0..255. */
export async function surroundings(raster: Raster): Promise<{ mean: Rgb; bright: Rgb }> {
  const small = await smallLayer(raster, SMALL);
  const levels = lightsOf(small);
  const sorted = levels.toSorted();
  const from = sorted[Math.floor(sorted.length * 0.7)] ?? 0;
  return { mean: meanOf(small, () => true), bright: meanOf(small, (place) => (levels[place] ?? 0) >= from) };
}

type Rgb = [red: number, green: number, blue: number];

function lightsOf(layer: Layer): Float32Array {
  const lights = new Float32Array(layer.width * layer.height);
  for (let place = 0; place < lights.length; place++) lights[place] = lightOf(layer, place);
  return lights;
}

function meanOf({ values, width, height }: Layer, counts: (place: number) => boolean): Rgb {
  const sum: Rgb = [0, 0, 0];
  let weight = 0.0001;
  for (let place = 0; place < width * height; place++) {
    if (!counts(place)) continue;
    const alpha = values[place * 4 + 3] ?? 0;
    weight += alpha;
    for (let channel = 0; channel < 3; channel++)
      sum[channel] = (sum[channel] ?? 0) + (values[place * 4 + channel] ?? 0) * alpha;
  }
  const level = (channel: 0 | 1 | 2): number => (sum[channel] * 255) / weight;
  return [level(0), level(1), level(2)];
}
