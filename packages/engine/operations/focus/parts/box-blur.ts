import { emptyLayer } from "./empty-layer";
import type { Layer } from "./layer";

/** Passes of a box mean that come close to a Gaussian. */
const PASSES = 3;

/** A blur of about Gaussian shape with this standard deviation in pixels of the layer; the edge is repeated. */
export function boxBlur(layer: Layer, sigma: number): Layer {
  // The variance of a box of 2r + 1 is ((2r + 1)² − 1) / 12.
  const radius = Math.round((Math.sqrt((12 * sigma * sigma) / PASSES + 1) - 1) / 2);
  if (radius < 1) return layer;
  const { width, height, channels } = layer;
  const between = emptyLayer(width, height, channels);
  const out = emptyLayer(width, height, channels);
  for (let pass = 0; pass < PASSES; pass++) {
    rowMeans(pass === 0 ? layer : out, between.values, radius);
    columnMeans(between, out.values, radius);
  }
  return out;
}

function rowMeans({ values, width, height, channels }: Layer, to: Float32Array, radius: number): void {
  const share = 1 / (2 * radius + 1);
  for (let y = 0; y < height; y++) {
    for (let channel = 0; channel < channels; channel++) {
      const start = y * width * channels + channel;
      const last = start + (width - 1) * channels;
      const first = values[start] ?? 0;
      const end = values[last] ?? 0;
      let sum = first * (radius + 1);
      for (let index = 1; index <= radius; index++) sum += values[Math.min(last, start + index * channels)] ?? 0;
      let enters = start + (radius + 1) * channels;
      let leaves = start - radius * channels;
      for (let at = start; at <= last; at += channels) {
        to[at] = sum * share;
        sum += (enters < last ? (values[enters] ?? 0) : end) - (leaves > start ? (values[leaves] ?? 0) : first);
        enters += channels;
        leaves += channels;
      }
    }
  }
}

/** All columns side by side, row after row, as they lie in memory. */
function columnMeans({ values, width, height, channels }: Layer, to: Float32Array, radius: number): void {
  const share = 1 / (2 * radius + 1);
  const line = width * channels;
  const sums = new Float64Array(line);
  const lineAt = (y: number): number => Math.min(height - 1, Math.max(0, y)) * line;
  for (let at = 0; at < line; at++) sums[at] = (values[at] ?? 0) * (radius + 1);
  for (let y = 1; y <= radius; y++) {
    const from = lineAt(y);
    for (let at = 0; at < line; at++) sums[at] = (sums[at] ?? 0) + (values[from + at] ?? 0);
  }
  for (let y = 0; y < height; y++) {
    const into = y * line;
    const enters = lineAt(y + radius + 1);
    const leaves = lineAt(y - radius);
    for (let at = 0; at < line; at++) {
      const sum = sums[at] ?? 0;
      to[into + at] = sum * share;
      sums[at] = sum + ((values[enters + at] ?? 0) - (values[leaves + at] ?? 0));
    }
  }
}
