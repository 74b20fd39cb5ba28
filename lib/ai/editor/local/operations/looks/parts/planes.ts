import { LUMA } from "../../../colour-matrix";
import type { Raster } from "../../../raster";

/** One number per pixel of a working copy, row by row. */
export type Values = Float32Array;

/** Means over squares of side 2 × radius + 1, the edge repeated; `passes` 2 come near a Gaussian. */
export function boxBlur(values: Values, width: number, height: number, radius: number, passes = 2): Values {
  let from = values;
  for (let pass = 0; pass < passes; pass++)
    from = downMean(acrossMean(from, width, height, radius), width, height, radius);
  return from;
}

function acrossMean(values: Values, width: number, height: number, radius: number): Values {
  const out = new Float32Array(values.length);
  const share = 1 / (2 * radius + 1);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const last = row + width - 1;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += values[Math.min(last, Math.max(row, row + x))] ?? 0;
    for (let at = row; at <= last; at++) {
      out[at] = sum * share;
      const next = at + radius + 1;
      const old = at - radius;
      sum += (values[next > last ? last : next] ?? 0) - (values[old < row ? row : old] ?? 0);
    }
  }
  return out;
}

function downMean(values: Values, width: number, height: number, radius: number): Values {
  const out = new Float32Array(values.length);
  const sums = new Float32Array(width);
  const share = 1 / (2 * radius + 1);
  const bottom = height - 1;
  for (let y = -radius; y <= radius; y++) {
    const row = Math.min(bottom, Math.max(0, y)) * width;
    for (let x = 0; x < width; x++) sums[x] = (sums[x] ?? 0) + (values[row + x] ?? 0);
  }
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const next = Math.min(bottom, y + radius + 1) * width;
    const old = Math.max(0, y - radius) * width;
    for (let x = 0; x < width; x++) {
      const sum = sums[x] ?? 0;
      out[row + x] = sum * share;
      sums[x] = sum + (values[next + x] ?? 0) - (values[old + x] ?? 0);
    }
  }
  return out;
}

/** Red, green, blue and light (0..255) of a raster, each as a plane. */
export function planesOf({ data, width, height, channels }: Raster): [Values, Values, Values, Values] {
  const count = width * height;
  const [red, green, blue, light] = [0, 1, 2, 3].map(() => new Float32Array(count)) as [Values, Values, Values, Values];
  for (let index = 0, at = 0; index < count; index++, at += channels) {
    const r = data[at] ?? 0;
    const g = data[at + 1] ?? 0;
    const b = data[at + 2] ?? 0;
    red[index] = r;
    green[index] = g;
    blue[index] = b;
    light[index] = r * LUMA[0] + g * LUMA[1] + b * LUMA[2];
  }
  return [red, green, blue, light];
}
