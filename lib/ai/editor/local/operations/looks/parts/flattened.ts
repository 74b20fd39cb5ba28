import { setImmediate as nextTurn } from "node:timers/promises";
import { boxBlur, planesOf, type Values } from "./planes";
import type { Raster } from "../../../raster";

/** Directions in which one looks for the calmest surroundings, evenly spread. */
const SIDES = 8;

/** Variance of light (levels squared) that counts as calm. */
const CALM = 12;

/**
 * Flat areas with clear edges, as a brush would lay them (a Kuwahara filter with soft weights): each pixel of
 * red, green and blue becomes the mean of what lies beside it where that is calmest. `radius` is in pixels.
 */
export async function flattened(raster: Raster, radius: number): Promise<[Values, Values, Values]> {
  const { width, height } = raster;
  const box = Math.max(1, Math.round(radius / 2));
  const [red, green, blue, light] = planesOf(raster);
  const squared = light.map((value) => value * value);
  const blur = (values: Values): Values => boxBlur(values, width, height, box);
  const [r, g, b] = [blur(red), blur(green), blur(blue)];
  await nextTurn();
  const [mean, square] = [blur(light), blur(squared)];
  const weight = mean.map((value, at) => {
    const calm = 1 / (CALM + Math.max(0, (square[at] ?? 0) - value * value));
    return calm * calm * calm * calm * CALM ** 4;
  });
  await nextTurn();
  const offsets = Array.from({ length: SIDES }, (_, side) => {
    const angle = (2 * Math.PI * (side + 0.5)) / SIDES;
    return [Math.round(Math.cos(angle) * radius), Math.round(Math.sin(angle) * radius)] as const;
  });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [total, sumRed, sumGreen, sumBlue] = [1e-20, 0, 0, 0];
      for (let side = 0; side < SIDES; side++) {
        const offset = offsets[side];
        if (offset === undefined) continue;
        const column = x + offset[0] < 0 ? 0 : x + offset[0] >= width ? width - 1 : x + offset[0];
        const row = y + offset[1] < 0 ? 0 : y + offset[1] >= height ? height - 1 : y + offset[1];
        const there = row * width + column;
        const w = (weight[there] ?? 0) + 1e-12;
        total += w;
        sumRed += w * (r[there] ?? 0);
        sumGreen += w * (g[there] ?? 0);
        sumBlue += w * (b[there] ?? 0);
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
