import { LUMA } from "../../../pixels/colour-matrix";
import { clamp } from "../../../how-much";
import type { Raster } from "../../../pixels/raster";
import { smoothstep } from "../../../pixels/smoothstep";
import { throughSharp } from "../../../pixels/through-sharp";
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
  const most = Math.min(1, amount);
  // Rounds and limits what is written to it.
  const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  await edgeKeepingRows(
    { values: light, width, height },
    { radius, flat: noise * REACH * amount },
    signal,
    (y, row) => {
      colours.moveTo(y);
      const calmed = colours.row;
      for (let x = 0, at = y * width * channels, from = 0; x < width; x++, at += channels, from += 3) {
        const wasRed = data[at] ?? 0;
        const wasGreen = data[at + 1] ?? 0;
        const wasBlue = data[at + 2] ?? 0;
        const was = wasRed * LUMA[0] + wasGreen * LUMA[1] + wasBlue * LUMA[2];
        const smooth = row[x] ?? 0;
        const to = smooth + (was - smooth) * keep;
        const red = wasRed - was;
        const green = wasGreen - was;
        const blue = wasBlue - was;
        const offRed = (calmed[from] ?? 0) - red;
        const offGreen = (calmed[from + 1] ?? 0) - green;
        const offBlue = (calmed[from + 2] ?? 0) - blue;
        const apart = Math.abs(offRed) + Math.abs(offGreen) + Math.abs(offBlue);
        const calm = most * (1 - smoothstep(COLOUR_EDGE / 2, COLOUR_EDGE * 1.5, apart));
        levels[at] = to + red + offRed * calm;
        levels[at + 1] = to + green + offGreen * calm;
        levels[at + 2] = to + blue + offBlue * calm;
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
