import { gaussianBlur } from "../pixels/box-filter";
import { LUMA } from "../pixels/colour-matrix";
import { inRows } from "../pixels/in-slices";
import { dither } from "../pixels/noise";
import { type Layer, lumaAt } from "../pixels/plane";
import type { Raster } from "../pixels/raster";
import { smallLayer } from "../pixels/resize";
import { layerRows } from "../pixels/stretched-rows";
import type { Place } from "../plan";
import type { StopSignal } from "../stop-signal";

/** Lets a layer show only as far as another of one channel (0..1), of any size, allows. Overwrites and returns the first. */
export function maskLayer(layer: Layer, mask: Layer): Layer {
  const { values, width, height, channels } = layer;
  const shares = layerRows(mask, width, height);
  for (let y = 0; y < height; y++) {
    shares.moveTo(y);
    for (let x = 0, at = y * width * channels; x < width; x++) {
      const share = shares.row[x] ?? 0;
      for (const end = at + channels; at < end; at++) values[at] = (values[at] ?? 0) * share;
    }
  }
  return layer;
}

/** Below this much light nothing is added, not even by the dither. */
const NONE = 0.002;

/** Adds light to a picture as a second exposure would: red, green and blue of the layer over 0..1. Overwrites the raster. */
export function screenLight(raster: Raster, layer: Layer, signal: StopSignal): Raster {
  const { data, width, height, channels } = raster;
  const light = layerRows(layer, width, height);
  const isLit = litRows(layer, height);
  // Rounds and limits what is written to it.
  const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  inRows(width, height, signal, (y) => {
    if (!isLit(y)) return;
    light.moveTo(y);
    const { row } = light;
    for (let x = 0, at = y * width * channels, from = 0; x < width; x++, at += channels, from += 3) {
      const red = row[from] ?? 0;
      const green = row[from + 1] ?? 0;
      const blue = row[from + 2] ?? 0;
      if (red < NONE && green < NONE && blue < NONE) continue;
      const noise = dither(x, y);
      if (red >= NONE) levels[at] = screened(data[at] ?? 0, red) + noise;
      if (green >= NONE) levels[at + 1] = screened(data[at + 1] ?? 0, green) + noise;
      if (blue >= NONE) levels[at + 2] = screened(data[at + 2] ?? 0, blue) + noise;
    }
  });
  return raster;
}

const screened = (was: number, added: number): number => was + (255 - was) * (added > 1 ? 1 : added);

/** Tells of each row of a picture this high whether a layer stretched to it has any light there. */
function litRows({ values, width, height, channels }: Layer, rows: number): (y: number) => boolean {
  const line = width * channels;
  const isLit = new Uint8Array(height);
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * line;
    for (let at = y * line; at < end; at++) {
      if ((values[at] ?? 0) < NONE) continue;
      isLit[y] = 1;
      break;
    }
  }
  return (y) => {
    const place = Math.floor(((y + 0.5) * height) / rows - 0.5);
    return isLit[Math.max(0, place)] === 1 || isLit[Math.min(height - 1, place + 1)] === 1;
  };
}

/** Places as shares of the width and the height. */
const POINTS = {
  top: [0.5, 0.08],
  bottom: [0.5, 0.9],
  left: [0.08, 0.38],
  right: [0.92, 0.38],
  centre: [0.5, 0.42],
  "top-left": [0.14, 0.13],
  "top-right": [0.86, 0.13],
  "bottom-left": [0.14, 0.87],
  "bottom-right": [0.86, 0.87],
} as const;

/** Shorter side of the copy that is searched. */
const SMALL = 60;

/** Light counts as a source from this level on, and this far above the mean of the picture (0..1). */
const BRIGHT = 0.82;
const ABOVE = 0.22;

/** It is looked for in this upper share of the picture. */
const UPPER = 0.7;

/** The point that light comes from, as shares of the width and the height. Without a bright place: the top right. */
export async function lightSource(raster: Raster, source: Place | "auto"): Promise<readonly [x: number, y: number]> {
  if (source !== "auto") return POINTS[source];
  const small = gaussianBlur(await smallLayer(raster, SMALL), 2);
  const { width, height } = small;
  let [sum, most, place] = [0, 0, 0];
  for (let at = 0; at < width * height; at++) {
    const light = lumaAt(small, at);
    sum += light;
    if (light <= most || at > width * height * UPPER) continue;
    most = light;
    place = at;
  }
  if (most < BRIGHT || most < sum / (width * height) + ABOVE) return POINTS["top-right"];
  return [((place % width) + 0.5) / width, (Math.floor(place / width) + 0.5) / height];
}

/** Shorter side of the copy that is measured. */
const MEASURED = 48;

/** What light there is in a picture: its mean and its brighter part, as red, green and blue 0..255. */
export async function surroundings(raster: Raster): Promise<{ mean: Rgb; bright: Rgb }> {
  const small = await smallLayer(raster, MEASURED);
  const levels = lightsOf(small);
  const sorted = levels.toSorted();
  const from = sorted[Math.floor(sorted.length * 0.7)] ?? 0;
  return { mean: meanOf(small, () => true), bright: meanOf(small, (place) => (levels[place] ?? 0) >= from) };
}

type Rgb = [red: number, green: number, blue: number];

function lightsOf(layer: Layer): Float32Array {
  const lights = new Float32Array(layer.width * layer.height);
  for (let place = 0; place < lights.length; place++) lights[place] = lumaAt(layer, place);
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

/** A colour with only a share of its saturation, moved towards a level (0..255) by another share. */
export function greyed(
  colour: readonly [number, number, number],
  { saturation, towards, by }: { saturation: number; towards: number; by: number },
): [red: number, green: number, blue: number] {
  const light = colour[0] * LUMA[0] + colour[1] * LUMA[1] + colour[2] * LUMA[2];
  const level = (channel: 0 | 1 | 2): number => {
    const plain = light + (colour[channel] - light) * saturation;
    return plain + (towards - plain) * by;
  };
  return [level(0), level(1), level(2)];
}
