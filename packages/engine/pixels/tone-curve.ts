import type { StopSignal } from "../stop-signal";
import { inSlices } from "./in-slices";
import type { Raster } from "./raster";

/** Sends each of red, green and blue through one tone curve over 0..1; alpha stays. Overwrites the raster. */
export function applyCurve(raster: Raster, curve: (level: number) => number, signal: StopSignal): Raster {
  const table = Uint8Array.from({ length: 256 }, (_, level) =>
    Math.round(Math.min(1, Math.max(0, curve(level / 255))) * 255),
  );
  const { data, channels } = raster;
  inSlices(raster.width * raster.height, signal, (from, to) => {
    for (let at = from * channels; at < to * channels; at += channels) {
      data[at] = table[data[at] ?? 0] ?? 0;
      data[at + 1] = table[data[at + 1] ?? 0] ?? 0;
      data[at + 2] = table[data[at + 2] ?? 0] ?? 0;
    }
  });
  return raster;
}

/** Points [in, out] of a curve, in order of `in`. */
export type Points = ReadonlyArray<readonly [from: number, to: number]>;

/** A smooth curve through points that never overshoots them (monotone cubic, after Fritsch and Carlson). No points: the line y = x. */
export function curveThrough(points?: Points): (x: number) => number {
  if (points === undefined) return (x) => x;
  const steps = points.slice(1).map(([x, y], index) => {
    const [x0, y0] = points[index] ?? [0, 0];
    return { x: x0, y: y0, width: x - x0, slope: (y - y0) / (x - x0) };
  });
  const slopes = points.map((_point, index) => {
    const [before, after] = [steps[index - 1], steps[index]];
    if (before === undefined || after === undefined) return (before ?? after)?.slope ?? 0;
    if (before.slope * after.slope <= 0) return 0;
    return (2 * before.slope * after.slope) / (before.slope + after.slope);
  });
  const first = points[0] ?? [0, 0];
  const last = points.at(-1) ?? [1, 1];
  return (x) => {
    if (x <= first[0]) return first[1] + (x - first[0]) * (slopes[0] ?? 0);
    if (x >= last[0]) return last[1] + (x - last[0]) * (slopes.at(-1) ?? 0);
    const index = Math.max(
      0,
      steps.findIndex((step) => x < step.x + step.width),
    );
    const step = steps[index];
    if (step === undefined) return x;
    const t = (x - step.x) / step.width;
    const [enter, leave] = [(slopes[index] ?? 0) * step.width, (slopes[index + 1] ?? 0) * step.width];
    const rise = step.slope * step.width;
    return step.y + t * (enter + t * (3 * rise - 2 * enter - leave + t * (enter + leave - 2 * rise)));
  };
}

/** Up to where the dark end of the tones reaches, 0..1. */
const END = 0.6;

/** Raises (`by` up to 3) or lowers (down to −1) the dark tones of a level 0..1; black and all above the end stay, order is kept. */
export const shiftDarkEnd = (level: number, by: number): number =>
  level >= END ? level : level + by * level * (1 - level / END) ** 2;

/** A table of 256 levels brought to `count` even steps; `soft` 0..1 is the share of a step over which it passes to the next. */
export function softSteps(count: number, soft: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, level) => {
    const exact = (level / 255) * count;
    const step = Math.min(count - 1, Math.floor(exact));
    const t = Math.min(1, Math.max(0, (exact - step - (1 - soft)) / Math.max(0.001, soft)));
    const next = Math.min(count - 1, step + t * t * (3 - 2 * t));
    return (255 * (next + 0.35)) / (count - 0.4);
  });
}
