import { LUMA } from "../../../colour-matrix";
import { clamp } from "../../../how-much";
import type { Raster } from "../../../raster";
import { smoothstep } from "../../../regions/sky/smoothstep";
import { throughSharp } from "../../../through-sharp";
import { edgeKeepingRows } from "./edge-keeping-rows";
import type { Layer } from "./layer";
import { layerRows } from "./layer-rows";
import { lumaPlane } from "./luma-plane";
import { noiseLevel } from "./noise-level";

/** Noise is taken for at least this strong, in levels: what is asked for should be seen. */
const LEAST = 2;

/** What varies by less than this many times the noise is smoothed. */
const REACH = 2.2;

/** A colour further away than this from that of its surroundings, in levels, is an edge and no noise. */
const COLOUR_EDGE = 60;

/** The copy whose colours are calmed is this many times smaller, and the side of the square whose median is taken on it. */
const SMALLER = 3;
const MEDIAN = 3;

/** Smooths light and colour apart from each other: the light by what it measures of noise, the colour more. Overwrites the raster. */
export async function quieten(raster: Raster, amount: number, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const colours = layerRows(await calmColours(raster), width, height);
  const light = await lumaPlane(raster, signal);
  const noise = Math.max(LEAST, noiseLevel(light, width, height));
  const radius = clamp(Math.round(Math.min(width, height) / 400), 2, 6);
  const keep = Math.max(0, 0.25 - 0.12 * amount);
  await edgeKeepingRows(
    { values: light, width, height },
    { radius, flat: noise * REACH * amount },
    signal,
    (y, row) => {
      colours.moveTo(y);
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * channels;
        const was = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
        const smooth = row[x] ?? 0;
        const to = smooth + (was - smooth) * keep;
        const red = (data[at] ?? 0) - was;
        const green = (data[at + 1] ?? 0) - was;
        const blue = (data[at + 2] ?? 0) - was;
        const calmRed = colours.row[x * 3] ?? 0;
        const calmGreen = colours.row[x * 3 + 1] ?? 0;
        const calmBlue = colours.row[x * 3 + 2] ?? 0;
        const apart = Math.abs(red - calmRed) + Math.abs(green - calmGreen) + Math.abs(blue - calmBlue);
        const calm = Math.min(1, amount) * (1 - smoothstep(COLOUR_EDGE / 2, COLOUR_EDGE * 1.5, apart));
        data[at] = clamp(Math.round(to + red + (calmRed - red) * calm), 0, 255);
        data[at + 1] = clamp(Math.round(to + green + (calmGreen - green) * calm), 0, 255);
        data[at + 2] = clamp(Math.round(to + blue + (calmBlue - blue) * calm), 0, 255);
      }
    },
  );
  return raster;
}

/** How far red, green and blue are from the light, without single pixels that stand out, on a smaller copy. */
async function calmColours(raster: Raster): Promise<Layer> {
  const width = Math.ceil(raster.width / SMALLER);
  const height = Math.ceil(raster.height / SMALLER);
  const { data, channels } = await throughSharp(raster, (image) => {
    const small = image.resize(width, height, { fit: "fill", kernel: "linear" });
    return Math.min(width, height) < MEDIAN ? small : small.median(MEDIAN);
  });
  const values = new Float32Array(width * height * 3);
  for (let place = 0; place < width * height; place++) {
    const at = place * channels;
    const light = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
    for (let channel = 0; channel < 3; channel++) values[place * 3 + channel] = (data[at + channel] ?? 0) - light;
  }
  return { values, width, height, channels: 3 };
}
