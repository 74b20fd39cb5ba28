import type { StopSignal } from "../stop-signal";
import { boxFilter } from "./box-filter";
import { LUMA } from "./colour-matrix";
import { rollingRows } from "./cubic-rows";
import { inRows } from "./in-slices";
import { emptyLayer, type Layer } from "./plane";
import type { Raster } from "./raster";

/** Half an eighth of a turn: one looks for the calmest surroundings to eight sides, evenly spread about the axes. */
const HALF_SIDE = Math.PI / 8;

/** Variance of light (levels squared) that counts as calm. */
const CALM = 12;

/** So that where nothing is calm, all sides count the same. */
const LEAST = 1e-10;

/**
 * Flat areas with clear edges, as a brush would lay them (a Kuwahara filter with soft weights): each pixel
 * becomes the mean of what lies beside it where that is calmest. `radius` is in pixels. Takes and makes a
 * raster without alpha.
 */
export function kuwahara(raster: Raster, radius: number, signal: StopSignal): Raster {
  const { width, height } = raster;
  // As wide a mean as of two boxes of half the radius.
  const box = Math.max(1, Math.round((Math.sqrt(2 * (2 * Math.round(radius / 2) + 1) ** 2 - 1) - 1) / 2));
  const far = Math.round(Math.cos(HALF_SIDE) * radius);
  const near = Math.round(Math.sin(HALF_SIDE) * radius);

  const means = boxFilter(coloursAndSquares(raster), box).values;
  signal.throwIfAborted();
  const line = width * 4;
  const weighted = rollingRows(2 * far + 1, rowOf(width + 2 * far), (y, row) =>
    weigh(means.subarray(y * line, (y + 1) * line), row, far * 4),
  );

  const data = Buffer.alloc(width * height * 3);
  const weightedAt = (y: number): Float32Array => weighted(Math.min(height - 1, Math.max(0, y)));
  inRows(width, height, signal, (y) => {
    weightedAt(y + far);
    const rows = [weightedAt(y - far), weightedAt(y - near), weightedAt(y + near), weightedAt(y + far)] as const;
    gather(rows, far * 4, near * 4, data, y * width * 3, width);
  });
  return { data, width, height, channels: 3 };
}

const rowOf = (width: number) => (): Float32Array => new Float32Array(width * 4);

/** One row of means of eight places each, from four rows that begin `far` numbers early. */
function gather(
  [top, upper, lower, bottom]: readonly [Float32Array, Float32Array, Float32Array, Float32Array],
  far: number,
  near: number,
  data: Buffer,
  target: number,
  width: number,
): void {
  const [left, right, end] = [far - near, far + near, 2 * far];
  const sumAt = (at: number): number =>
    (top[at + left] ?? 0) +
    (top[at + right] ?? 0) +
    (upper[at] ?? 0) +
    (upper[at + end] ?? 0) +
    (lower[at] ?? 0) +
    (lower[at + end] ?? 0) +
    (bottom[at + left] ?? 0) +
    (bottom[at + right] ?? 0);
  for (let x = 0, at = 0, to = target; x < width; x++, at += 4, to += 3) {
    const share = 1 / sumAt(at + 3);
    data[to] = (sumAt(at) * share + 0.5) | 0;
    data[to + 1] = (sumAt(at + 1) * share + 0.5) | 0;
    data[to + 2] = (sumAt(at + 2) * share + 0.5) | 0;
  }
}

/** Red, green, blue and the square of the light of each pixel. */
function coloursAndSquares({ data, width, height }: Raster): Layer {
  const layer = emptyLayer(width, height, 4);
  const { values } = layer;
  for (let at = 0, from = 0; at < values.length; at += 4, from += 3) {
    const red = data[from] ?? 0;
    const green = data[from + 1] ?? 0;
    const blue = data[from + 2] ?? 0;
    const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
    values[at] = red;
    values[at + 1] = green;
    values[at + 2] = blue;
    values[at + 3] = light * light;
  }
  return layer;
}

/** Colours multiplied by how calm it is around them, and that weight itself; the ends repeated over `margin` numbers. */
function weigh(means: Float32Array, row: Float32Array, margin: number): void {
  const end = margin + means.length;
  for (let from = 0, to = margin; from < means.length; from += 4, to += 4) {
    const red = means[from] ?? 0;
    const green = means[from + 1] ?? 0;
    const blue = means[from + 2] ?? 0;
    const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
    const variance = (means[from + 3] ?? 0) - light * light;
    const calm = variance > 0 ? CALM / (CALM + variance) : 1;
    const weight = calm * calm * calm * calm + LEAST;
    row[to] = red * weight;
    row[to + 1] = green * weight;
    row[to + 2] = blue * weight;
    row[to + 3] = weight;
  }
  for (let at = margin - 1; at >= 0; at--) row[at] = row[at + 4] ?? 0;
  for (let at = end; at < row.length; at++) row[at] = row[at - 4] ?? 0;
}
