import { type Layer, type Plane, channelsOf, productOf } from "./plane";

/** Passes of a box mean that come close to a Gaussian. */
const GAUSSIAN_PASSES = 3;

/** The mean of the square of `radius` pixels around each place, the edge repeated; each channel by itself. */
export const boxFilter = <P extends Plane | Layer>(plane: P, radius: number): P => passes(plane, radius, 1);

/** Two box filters one after the other: each place is the mean of what is around it, the nearer the more. */
export const tentBlur = <P extends Plane | Layer>(plane: P, radius: number): P => passes(plane, radius, 2);

/** A blur of about Gaussian shape with this standard deviation in pixels; the edge is repeated. */
export function gaussianBlur<P extends Plane | Layer>(plane: P, sigma: number): P {
  // The variance of a box of 2r + 1 is ((2r + 1)² − 1) / 12.
  const radius = Math.round((Math.sqrt((12 * sigma * sigma) / GAUSSIAN_PASSES + 1) - 1) / 2);
  return radius < 1 ? plane : passes(plane, radius, GAUSSIAN_PASSES);
}

/** The mean of what `weights` lets count around each pixel, by `tentBlur`; `otherwise` where nothing does. */
export function weightedMean(plane: Plane, weights: Plane, radius: number, otherwise: number): Plane {
  const sum = tentBlur(productOf(plane, weights), radius);
  const total = tentBlur(weights, radius).values;
  sum.values.forEach((value, index) => {
    const count = total[index] ?? 0;
    sum.values[index] = count < 0.001 ? otherwise : value / count;
  });
  return sum;
}

function passes<P extends Plane | Layer>(plane: P, radius: number, count: number): P {
  const { width, height, values } = plane;
  const channels = channelsOf(plane);
  const across = new Float32Array(values.length);
  const out = new Float32Array(values.length);
  for (let pass = 0; pass < count; pass++) {
    rowMeans(pass === 0 ? values : out, across, width, channels, radius);
    columnMeans(across, out, width * channels, height, radius);
  }
  return { ...plane, values: out };
}

/** Each row by a sum that a place enters on one side and leaves on the other. */
function rowMeans(from: Float32Array, to: Float32Array, width: number, channels: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  const line = width * channels;
  for (let start = 0; start < from.length; start += line) {
    for (let first = start; first < start + channels; first++) {
      const last = first + line - channels;
      const [low, high] = [from[first] ?? 0, from[last] ?? 0];
      let sum = low * (radius + 1);
      for (let index = 1; index <= radius; index++) sum += from[Math.min(last, first + index * channels)] ?? 0;
      let enters = first + (radius + 1) * channels;
      let leaves = first - radius * channels;
      for (let at = first; at <= last; at += channels) {
        to[at] = sum * share;
        sum += (enters < last ? (from[enters] ?? 0) : high) - (leaves > first ? (from[leaves] ?? 0) : low);
        enters += channels;
        leaves += channels;
      }
    }
  }
}

/** All columns side by side, row after row, as they lie in memory. */
function columnMeans(from: Float32Array, to: Float32Array, line: number, height: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  const sums = new Float64Array(line);
  const lineAt = (y: number): number => Math.min(height - 1, Math.max(0, y)) * line;
  for (let at = 0; at < line; at++) sums[at] = (from[at] ?? 0) * (radius + 1);
  for (let y = 1; y <= radius; y++) {
    const row = lineAt(y);
    for (let at = 0; at < line; at++) sums[at] = (sums[at] ?? 0) + (from[row + at] ?? 0);
  }
  for (let y = 0; y < height; y++) {
    const into = y * line;
    const enters = lineAt(y + radius + 1);
    const leaves = lineAt(y - radius);
    for (let at = 0; at < line; at++) {
      const sum = sums[at] ?? 0;
      to[into + at] = sum * share;
      sums[at] = sum + ((from[enters + at] ?? 0) - (from[leaves + at] ?? 0));
    }
  }
}
