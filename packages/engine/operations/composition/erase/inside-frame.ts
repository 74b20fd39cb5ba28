import type { Raster } from "../../../pixels/raster";
import type { Rect } from "./best-shift";

/** The widest line along an edge that counts as a frame, as a share of that side's length. */
const WIDEST = 0.03;

/** How far levels (0..255) may spread along a line of a frame, and how far it must differ from what is inside. */
const EVEN = 12;
const APART = 30;

/** Beyond the lines that are even, so many more are mixed with the picture, and so many per thousand pixels. */
const MIXED = 1;
const MIXED_SHARE = 4;

/** Pixels looked at along a line, at most. */
const LOOKED_AT = 400;

/** The picture without a thin frame of one tone along its edges: all of it where there is none. */
export function insideFrame(raster: Raster): Rect {
  const { width, height } = raster;
  const column = (x: number): Line => lineOf(raster, height, (along) => along * width + x);
  const row = (y: number): Line => lineOf(raster, width, (along) => y * width + along);
  const left = thickness(width, column);
  const right = thickness(width, (x) => column(width - 1 - x));
  const top = thickness(height, row);
  const bottom = thickness(height, (y) => row(height - 1 - y));
  return { left, top, width: width - left - right, height: height - top - bottom };
}

type Line = { mean: number; spread: number };

/** Mean and spread of the light of a line, without its ends, where the frame of another side is. */
function lineOf({ data, channels }: Raster, length: number, place: (along: number) => number): Line {
  const [from, to] = [Math.ceil(length * WIDEST * 1.5), Math.floor(length * (1 - WIDEST * 1.5))];
  const step = Math.max(1, Math.floor((to - from) / LOOKED_AT));
  let [sum, squares, count] = [0, 0, 0];
  for (let along = from; along < to; along += step) {
    const at = place(along) * channels;
    const light = ((data[at] ?? 0) + 2 * (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 4;
    [sum, squares, count] = [sum + light, squares + light * light, count + 1];
  }
  const mean = sum / Math.max(1, count);
  return { mean, spread: Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) };
}

function thickness(length: number, line: (index: number) => Line): number {
  const most = Math.floor(length * WIDEST);
  let even = 0;
  while (even < most && line(even).spread < EVEN && Math.abs(line(even).mean - line(0).mean) < EVEN) even++;
  // What goes on evenly is no frame.
  if (even === 0 || even >= most) return 0;
  const mixed = MIXED + Math.round((length * MIXED_SHARE) / 1000);
  return Math.abs(line(even + mixed).mean - line(0).mean) < APART ? 0 : even + mixed;
}
