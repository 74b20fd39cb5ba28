import { EngineError } from "../errors";
import { inRows } from "../pixels/in-slices";
import type { Raster } from "../pixels/raster";
import { throughSharp } from "../pixels/resize";
import type { Work } from "../work";
import { type Rect, bestShift } from "./best-shift";

/** Longer side of the copy on which a source is looked for, in pixels. */
const SMALL = 240;

/** Alpha from which on a pixel is seen well enough to be copied. */
const SEEN = 200;

/** Width of the seam over which old and new are mixed, as a share of the hole's longer side. */
const SEAM = 0.06;

/**
 * Replaces a rectangle by another part of the picture that fits in best, its light and colour bent so that
 * no edge is seen (as a healing brush does). Overwrites and returns the raster; alpha stays.
 */
export async function heal(raster: Raster, hole: Rect, work: Work): Promise<Raster> {
  const { width, height, channels } = raster;
  const share = Math.min(1, SMALL / Math.max(width, height));
  const small = await throughSharp(raster, (image) =>
    image.resize(Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share)), { fit: "fill" }),
  );
  const scale = { x: small.width / width, y: small.height / height };
  const rough: Rect = {
    left: Math.floor(hole.left * scale.x),
    top: Math.floor(hole.top * scale.y),
    width: Math.ceil(hole.width * scale.x),
    height: Math.ceil(hole.height * scale.y),
  };
  const shift = bestShift(small, rough, work.signal);
  if (shift === null) {
    throw new EngineError("NOTHING_CHANGED", {
      detail: "This picture is too small to fill a part of it from another, so nothing was changed. It cost nothing.",
    });
  }
  work.progress(0.5);
  work.signal.throwIfAborted();
  const bends = [0, 1, 2].map((channel) => bendOf(small, rough, shift, channel));
  const seam = Math.max(1, Math.round(Math.max(hole.width, hole.height) * SEAM));
  const by = { x: Math.round(shift.x / scale.x), y: Math.round(shift.y / scale.y) };
  const area = {
    left: Math.max(0, hole.left - seam, -by.x),
    top: Math.max(0, hole.top - seam, -by.y),
    right: Math.min(width, hole.left + hole.width + seam, width - by.x),
    bottom: Math.min(height, hole.top + hole.height + seam, height - by.y),
  };
  // The source may lie in the seam, so it is read from a copy.
  const before = Buffer.from(raster.data);
  inRows(width, area.bottom - area.top, work.signal, (row) => {
    const y = area.top + row;
    for (let x = area.left; x < area.right; x++) {
      const aside = Math.max(hole.left - x, x - (hole.left + hole.width - 1), 0);
      const above = Math.max(hole.top - y, y - (hole.top + hole.height - 1), 0);
      const linear = Math.max(0, 1 - Math.hypot(aside, above) / seam);
      const take = linear * linear * (3 - 2 * linear);
      const at = (y * width + x) * channels;
      const from = ((y + by.y) * width + x + by.x) * channels;
      // Nothing is taken from what nobody sees.
      if (channels === 4 && (before[from + 3] ?? 0) < SEEN) continue;
      for (let channel = 0; channel < 3; channel++) {
        const bend = bends[channel];
        const add =
          bend === undefined ? 0 : readBend(bend, (x + 0.5) * scale.x - rough.left, (y + 0.5) * scale.y - rough.top);
        const was = before[at + channel] ?? 0;
        const to = (before[from + channel] ?? 0) + add;
        raster.data[at + channel] = Math.min(255, Math.max(0, Math.round(was + (to - was) * take)));
      }
    }
  });
  return raster;
}

/** A grid one pixel larger than the hole on each side. */
type Bend = { values: Float32Array; width: number; height: number };

/** What must be added to the source so that it meets the hole's surroundings, spread over the hole. */
function bendOf(small: Raster, hole: Rect, shift: { x: number; y: number }, channel: number): Bend {
  const [width, height] = [hole.width + 2, hole.height + 2];
  const values = new Float32Array(width * height).fill(Number.NaN);
  const level = (x: number, y: number): number | null => {
    if (x < 0 || y < 0 || x >= small.width || y >= small.height) return null;
    const at = (y * small.width + x) * small.channels;
    if (small.channels === 4 && (small.data[at + 3] ?? 0) < SEEN) return null;
    return small.data[at + channel] ?? null;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x > 0 && y > 0 && x < width - 1 && y < height - 1) continue;
      const [u, v] = [hole.left + x - 1, hole.top + y - 1];
      const [here, there] = [level(u, v), level(u + shift.x, v + shift.y)];
      if (here !== null && there !== null) values[y * width + x] = here - there;
    }
  }
  return { values: membrane(values, width), width, height };
}

function readBend({ values, width, height }: Bend, x: number, y: number): number {
  const u = Math.min(width - 1, Math.max(0, x + 0.5));
  const v = Math.min(height - 1, Math.max(0, y + 0.5));
  const [left, top] = [Math.min(width - 2, Math.floor(u)), Math.min(height - 2, Math.floor(v))];
  const [s, t] = [u - left, v - top];
  const at = (column: number, row: number): number => values[row * width + column] ?? 0;
  return (
    (at(left, top) * (1 - s) + at(left + 1, top) * s) * (1 - t) +
    (at(left, top + 1) * (1 - s) + at(left + 1, top + 1) * s) * t
  );
}

/** Rounds of relaxation, and how far each overshoots: enough for a few dozen pixels across. */
const ROUNDS = 400;
const OVERSHOOT = 1.85;

/**
 * Spreads known values (finite) evenly over unknown ones (NaN), as a soap film would: each becomes the mean
 * of its neighbours; beyond the grid there is nothing. Changes the grid.
 */
function membrane(grid: Float32Array, width: number): Float32Array {
  const unknown: number[] = [];
  let [sum, known] = [0, 0];
  for (const [index, value] of grid.entries()) {
    if (Number.isNaN(value)) unknown.push(index);
    else [sum, known] = [sum + value, known + 1];
  }
  const start = known === 0 ? 0 : sum / known;
  for (const index of unknown) grid[index] = start;
  for (let round = 0; round < ROUNDS; round++) {
    for (const index of unknown) {
      const x = index % width;
      let [total, count] = [0, 0];
      if (x > 0) [total, count] = [total + (grid[index - 1] ?? 0), count + 1];
      if (x < width - 1) [total, count] = [total + (grid[index + 1] ?? 0), count + 1];
      if (index >= width) [total, count] = [total + (grid[index - width] ?? 0), count + 1];
      if (index + width < grid.length) [total, count] = [total + (grid[index + width] ?? 0), count + 1];
      const was = grid[index] ?? 0;
      grid[index] = was + (total / Math.max(1, count) - was) * OVERSHOOT;
    }
  }
  return grid;
}

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
