import type { StopSignal } from "../stop-signal";
import { clamp } from "../how-much";
import { LUMA } from "./colour-matrix";
import { guidedFilterRows } from "./guided-filter";
import { inRows } from "./in-slices";
import type { Layer } from "./plane";
import type { Raster } from "./raster";
import { throughSharp } from "./resize";
import { smoothstep } from "./smoothstep";
import { layerRows } from "./stretched-rows";

type Box = { left: number; top: number; width: number; height: number };

/** The light of every pixel inside of a box, by default of the whole picture, 0..255. */
export function lumaLevels(
  { data, width, height, channels }: Raster,
  signal: StopSignal,
  box: Box = { left: 0, top: 0, width, height },
): Uint8Array {
  const plane = new Uint8Array(box.width * box.height);
  inRows(box.width, box.height, signal, (y) => {
    const end = (y + 1) * box.width;
    let at = ((box.top + y) * width + box.left) * channels;
    for (let pixel = y * box.width; pixel < end; pixel++, at += channels) {
      plane[pixel] = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2] + 0.5;
    }
  });
  return plane;
}

/** Places looked at, at most. */
const MOST = 60_000;

/** The median of the size of a Gaussian value, over its standard deviation. */
const MEDIAN_OF_GAUSSIAN = 0.6745;

/** Standard deviation of the difference operator below for a noise of 1 (Immerkær, 1996). */
const OPERATOR = 6;

/**
 * The standard deviation of the noise in a plane of levels: by the second differences across both
 * directions, which are zero on flat and on evenly sloping ground, and by their median, which edges hardly move.
 */
function noiseLevel(values: Uint8Array, width: number, height: number): number {
  if (width < 3 || height < 3) return 0;
  const counts = new Uint32Array(OPERATOR * 255 + 1);
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / MOST)));
  let seen = 0;
  for (let y = 1; y < height - 1; y += step) {
    for (let x = 1; x < width - 1; x += step) {
      const at = y * width + x;
      const row = (from: number): number => (values[from - 1] ?? 0) - 2 * (values[from] ?? 0) + (values[from + 1] ?? 0);
      const difference = Math.abs(row(at - width) - 2 * row(at) + row(at + width));
      const bin = Math.min(counts.length - 1, difference);
      counts[bin] = (counts[bin] ?? 0) + 1;
      seen++;
    }
  }
  let sum = 0;
  const median = counts.findIndex((count) => (sum += count) >= seen / 2);
  return median / (OPERATOR * MEDIAN_OF_GAUSSIAN);
}

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
export async function applyDenoise(raster: Raster, amount: number, signal: StopSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const colours = layerRows(await calmColours(raster), width, height);
  const light = lumaLevels(raster, signal);
  const noise = Math.max(LEAST, noiseLevel(light, width, height));
  const radius = clamp(Math.round(Math.min(width, height) / 400), 2, 6);
  const keep = Math.max(0, 0.25 - 0.12 * amount);
  const most = Math.min(1, amount);
  // Rounds and limits what is written to it.
  const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  guidedFilterRows(
    { values: light, width, height },
    { radius, flat: (noise * REACH * amount) ** 2 },
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
