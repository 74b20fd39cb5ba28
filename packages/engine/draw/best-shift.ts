import type { StopSignal } from "../stop-signal";
import { inSlices } from "../pixels/in-slices";
import type { Raster } from "../pixels/raster";

/** How much the variance inside of the source counts: a quiet part rather than one with something in it. */
const BUSY = 0.12;

/** Of the source one pixel in so many, each way, is looked at for that. */
const EVERY = 3;

/** Alpha from which on a pixel is seen well enough to be copied. */
const SEEN = 200;

export type Rect = { left: number; top: number; width: number; height: number };

/** Pixels of the small copy around the hole that are compared. */
const BAND = 4;

/** Steps between the shifts that are tried, in pixels of the small copy. */
const STEP = 2;

/** How much an even difference counts against one in structure: it can be evened out. */
const EVEN = 0.3;

/**
 * From where in a small copy a rectangle is best replaced: the shift under which the surroundings of the
 * source look most like those of the hole. `null` when there is no room for another such rectangle.
 */
export function bestShift(small: Raster, hole: Rect, signal: StopSignal): { x: number; y: number } | null {
  const band = bandAround(small, hole);
  let best: { x: number; y: number } | null = null;
  let least = Infinity;
  const tries = Math.floor((small.height - hole.height) / STEP) + 1;
  const tryRow = (y: number): void => {
    for (let x = -hole.left; x <= small.width - hole.width - hole.left; x += STEP) {
      if (Math.abs(x) < hole.width + BAND && Math.abs(y) < hole.height + BAND) continue;
      const source = { ...hole, left: hole.left + x, top: hole.top + y };
      if (!isSeen(small, source)) continue;
      const cost = mismatch(small, hole, band, x, y) + BUSY * unrest(small, source);
      if (cost >= least) continue;
      least = cost;
      best = { x, y };
    }
  };
  inSlices(
    tries,
    signal,
    (from, to) => {
      for (let index = from; index < to; index++) tryRow(index * STEP - hole.top);
    },
    1,
  );
  return best;
}

/** Whether nothing of a part is transparent: the colour under that is anything. */
function isSeen({ data, width, channels }: Raster, { left, top, width: across, height: down }: Rect): boolean {
  if (channels === 3) return true;
  for (let y = top; y < top + down; y++) {
    for (let x = left; x < left + across; x++) if ((data[(y * width + x) * 4 + 3] ?? 0) < SEEN) return false;
  }
  return true;
}

const isIn = ({ left, top, width, height }: Rect, x: number, y: number): boolean =>
  x >= left && x < left + width && y >= top && y < top + height;

function bandAround({ width, height }: Raster, hole: Rect): { x: number; y: number }[] {
  const band: { x: number; y: number }[] = [];
  for (let y = Math.max(0, hole.top - BAND); y < Math.min(height, hole.top + hole.height + BAND); y++) {
    for (let x = Math.max(0, hole.left - BAND); x < Math.min(width, hole.left + hole.width + BAND); x++) {
      if (!isIn(hole, x, y)) band.push({ x, y });
    }
  }
  return band;
}

/** Variance of green, which is most of the light. */
function unrest({ data, width, channels }: Raster, source: Rect): number {
  let [sum, squares, count] = [0, 0, 0];
  for (let y = source.top; y < source.top + source.height; y += EVERY) {
    for (let x = source.left; x < source.left + source.width; x += EVERY) {
      const level = data[(y * width + x) * channels + 1] ?? 0;
      [sum, squares, count] = [sum + level, squares + level * level, count + 1];
    }
  }
  return squares / count - (sum / count) ** 2;
}

function mismatch(
  { data, width, height, channels }: Raster,
  hole: Rect,
  band: readonly { x: number; y: number }[],
  dx: number,
  dy: number,
): number {
  let cost = 0;
  const visible =
    channels === 3 ? band.length : band.filter(({ x, y }) => (data[(y * width + x) * 4 + 3] ?? 0) >= SEEN).length;
  for (let channel = 0; channel < 3; channel++) {
    let [sum, squares, count] = [0, 0, 0];
    for (const { x, y } of band) {
      const [u, v] = [x + dx, y + dy];
      if (u < 0 || v < 0 || u >= width || v >= height || isIn(hole, u, v)) continue;
      if (channels === 4 && Math.min(data[(v * width + u) * 4 + 3] ?? 0, data[(y * width + x) * 4 + 3] ?? 0) < SEEN)
        continue;
      const difference =
        (data[(v * width + u) * channels + channel] ?? 0) - (data[(y * width + x) * channels + channel] ?? 0);
      sum += difference;
      squares += difference * difference;
      count++;
    }
    // Where less than half can be compared, nothing is known.
    if (count === 0 || count < visible / 2) return Infinity;
    const mean = sum / count;
    cost += squares / count - mean * mean + EVEN * mean * mean;
  }
  return cost;
}
