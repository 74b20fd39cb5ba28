import { setImmediate as nextTurn } from "node:timers/promises";
import { boxBlur, planesOf, type Values } from "./planes";
import type { Raster } from "../../../raster";
import { throughSharp } from "../../../through-sharp";

/** Directions in which one looks for the calmest surroundings, evenly spread. */
const SIDES = 8;

/** Variance of light (levels squared) that counts as calm. */
const CALM = 12;

/** So that where nothing is calm, all sides count the same. */
const LEAST = 1e-10;

/**
 * Flat areas with clear edges, as a brush would lay them (a Kuwahara filter with soft weights): each pixel of
 * red, green and blue becomes the mean of what lies beside it where that is calmest. `radius` is in pixels.
 */
export async function flattened(raster: Raster, radius: number): Promise<[Values, Values, Values]> {
  const { width, height } = raster;
  const box = Math.max(1, Math.round(radius / 2));
  const [red, green, blue, light] = planesOf(raster);
  const squared = light.map((value) => value * value);
  // The same reach as that of two box means.
  const sigma = Math.sqrt((2 * ((2 * box + 1) ** 2 - 1)) / 12);
  const means = (await throughSharp(raster, (image) => image.blur({ sigma, precision: "float" }))).data;
  const mean = boxBlur(light, width, height, box);
  const square = boxBlur(squared, width, height, box);
  await nextTurn();
  const weight = mean.map((value, at) => {
    const calm = CALM / (CALM + Math.max(0, (square[at] ?? 0) - value * value));
    return calm * calm * calm * calm + LEAST;
  });
  await nextTurn();
  const across = Int32Array.from({ length: SIDES }, (_, side) => Math.round(Math.cos(angleOf(side)) * radius));
  const down = Int32Array.from({ length: SIDES }, (_, side) => Math.round(Math.sin(angleOf(side)) * radius));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let total = 0;
      let sumRed = 0;
      let sumGreen = 0;
      let sumBlue = 0;
      for (let side = 0; side < SIDES; side++) {
        const column = Math.min(width - 1, Math.max(0, x + (across[side] ?? 0)));
        const row = Math.min(height - 1, Math.max(0, y + (down[side] ?? 0)));
        const there = row * width + column;
        const w = weight[there] ?? 0;
        total += w;
        sumRed += w * (means[there * 3] ?? 0);
        sumGreen += w * (means[there * 3 + 1] ?? 0);
        sumBlue += w * (means[there * 3 + 2] ?? 0);
      }
      const at = y * width + x;
      red[at] = sumRed / total;
      green[at] = sumGreen / total;
      blue[at] = sumBlue / total;
    }
    if (y % 128 === 127) await nextTurn();
  }
  return [red, green, blue];
}

const angleOf = (side: number): number => (2 * Math.PI * (side + 0.5)) / SIDES;
