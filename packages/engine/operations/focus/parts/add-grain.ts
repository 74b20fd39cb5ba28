import { LUMA } from "../../../pixels/colour-matrix";
import { clamp } from "../../../how-much";
import { inRows } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";
import { seeded } from "./seeded";

/** Standard deviation of the usual grain in the middle tones, in levels. */
const USUAL = 11;

/** Sides of two tiles of grain in pixels. Without a common factor: together they repeat only after 60 thousand. */
const SIDES = [256, 233] as const;

/** A grain is one pixel wide on a shorter side of this many pixels. */
const FINE = 1400;

/** Adds grain of the same pattern to red, green and blue. Overwrites the raster. */
export async function addGrain(raster: Raster, amount: number, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const spread = clamp(Math.min(width, height) / FINE, 0.35, 2.2) * 0.55;
  const [first, second] = SIDES.map((side, index) => tileOf(side, spread, index + 1));
  // Shadows of film are grainier than its lights; black and white have none.
  const byLight = Float32Array.from({ length: 256 }, (_, level) => {
    const light = level / 255;
    return (USUAL * amount * (4 * light * (1 - light)) ** 0.6 * (1.15 - 0.4 * light)) / Math.SQRT2;
  });
  await inRows(width, height, signal, (y) => {
    const [rowOfFirst, rowOfSecond] = [(y % SIDES[0]) * SIDES[0], (y % SIDES[1]) * SIDES[1]];
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const light = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
      const value = (first?.[rowOfFirst + (x % SIDES[0])] ?? 0) + (second?.[rowOfSecond + (x % SIDES[1])] ?? 0);
      const noise = value * (byLight[Math.round(light)] ?? 0);
      data[at] = clamp(Math.round((data[at] ?? 0) + noise), 0, 255);
      data[at + 1] = clamp(Math.round((data[at + 1] ?? 0) + noise), 0, 255);
      data[at + 2] = clamp(Math.round((data[at + 2] ?? 0) + noise), 0, 255);
    }
  });
  return raster;
}

/** A square of grain that continues itself, with a mean of 0 and a standard deviation of 1. */
function tileOf(side: number, spread: number, seed: number): Float32Array {
  const next = seeded(seed);
  let tile = Float32Array.from({ length: side * side }, () => next() + next() + next() - 1.5);
  const reach = Math.ceil(spread * 3);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * spread * spread)),
  );
  for (const step of [1, side]) {
    const from = tile;
    tile = from.map((_, place) => {
      const line = step === 1 ? place - (place % side) : place % side;
      const along = step === 1 ? place % side : Math.floor(place / side);
      let sum = 0;
      for (const [index, weight] of weights.entries()) {
        sum += weight * (from[line + ((along + index - reach + side) % side) * step] ?? 0);
      }
      return sum;
    });
  }
  const size = Math.sqrt(tile.reduce((sum, value) => sum + value * value, 0) / tile.length);
  return tile.map((value) => value / size);
}
