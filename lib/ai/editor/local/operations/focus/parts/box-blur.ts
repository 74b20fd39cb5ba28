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
  const rows = { lines: height, length: width, stride: width * channels, step: channels };
  const columns = { lines: width, length: height, stride: channels, step: width * channels };
  const between = emptyLayer(width, height, channels);
  const out = emptyLayer(width, height, channels);
  for (let pass = 0; pass < PASSES; pass++) {
    boxMeans(pass === 0 ? layer.values : out.values, between.values, rows, radius, channels);
    boxMeans(between.values, out.values, columns, radius, channels);
  }
  return out;
}

type Lines = { lines: number; length: number; stride: number; step: number };

function boxMeans(
  from: Float32Array,
  to: Float32Array,
  { lines, length, stride, step }: Lines,
  radius: number,
  channels: number,
): void {
  const share = 1 / (2 * radius + 1);
  for (let line = 0; line < lines; line++) {
    for (let channel = 0; channel < channels; channel++) {
      const start = line * stride + channel;
      const last = start + (length - 1) * step;
      let sum = (from[start] ?? 0) * (radius + 1);
      for (let index = 1; index <= radius; index++) sum += from[Math.min(last, start + index * step)] ?? 0;
      for (let index = 0; index < length; index++) {
        to[start + index * step] = sum * share;
        sum +=
          (from[Math.min(last, start + (index + radius + 1) * step)] ?? 0) -
          (from[Math.max(start, start + (index - radius) * step)] ?? 0);
      }
    }
  }
}
