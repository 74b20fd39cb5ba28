import type { StopSignal } from "../stop-signal";
import { inRows } from "./in-slices";
import type { Raster } from "./raster";

/** Weights of four neighbours for a place between the middle two: Catmull and Rom's cubic. */
const cubic = (t: number): [number, number, number, number] => [
  t * (t * (-0.5 * t + 1) - 0.5),
  t * t * (1.5 * t - 2.5) + 1,
  t * (t * (-1.5 * t + 2) + 0.5),
  t * t * (0.5 * t - 0.5),
];

/**
 * Widens the top of a picture by a share of its width (negative: the bottom) as if the camera were tilted,
 * in perspective; what leaves the frame at the sides is cropped. Size and channels stay.
 */
export function keystone(raster: Raster, share: number, signal: StopSignal): Raster {
  const { data, width, height, channels } = raster;
  const out = Buffer.alloc(data.length);
  const stride = width * channels;
  const line = new Float32Array(stride);
  // Which part of the source's width is seen in the first and in the last row.
  const [first, last] = share > 0 ? [1 / (1 + share), 1] : [1, 1 / (1 - share)];
  // The homography between the frame and a trapezoid of the same height.
  const bend = first / last - 1;
  const row = (y: number): number => Math.min(height - 1, Math.max(0, y)) * stride;
  inRows(width, height, signal, (y) => {
    const down = (y + 0.5) / height;
    const depth = 1 + bend * down;
    const source = ((down * (1 + bend)) / depth) * height - 0.5;
    const top = Math.floor(source);
    const [a, b, c, d] = cubic(source - top);
    const [r0, r1, r2, r3] = [row(top - 1), row(top), row(top + 1), row(top + 2)];
    for (let at = 0; at < stride; at++) {
      line[at] =
        a * (data[r0 + at] ?? 0) + b * (data[r1 + at] ?? 0) + c * (data[r2 + at] ?? 0) + d * (data[r3 + at] ?? 0);
    }
    resampleRow(line, out.subarray(y * stride, (y + 1) * stride), channels, first / depth);
  });
  return { ...raster, data: out };
}

/** Spreads the middle `seen` of a line over all of it. The innermost loop: it makes no objects. */
function resampleRow(line: Float32Array, out: Buffer, channels: number, seen: number): void {
  const width = out.length / channels;
  const last = (width - 1) * channels;
  for (let x = 0; x < width; x++) {
    const source = ((x + 0.5) / width - 0.5) * seen * width + width / 2 - 0.5;
    const left = Math.floor(source);
    const t = source - left;
    const a = t * (t * (-0.5 * t + 1) - 0.5);
    const b = t * t * (1.5 * t - 2.5) + 1;
    const c = t * (t * (-1.5 * t + 2) + 0.5);
    const d = t * t * (0.5 * t - 0.5);
    const c1 = Math.min(last, Math.max(0, left * channels));
    const c0 = Math.max(0, c1 - channels);
    const c2 = Math.min(last, Math.max(0, (left + 1) * channels));
    const c3 = Math.min(last, c2 + channels);
    for (let channel = 0; channel < channels; channel++) {
      const value =
        a * (line[c0 + channel] ?? 0) +
        b * (line[c1 + channel] ?? 0) +
        c * (line[c2 + channel] ?? 0) +
        d * (line[c3 + channel] ?? 0);
      out[x * channels + channel] = value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
    }
  }
}
