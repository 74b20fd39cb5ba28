import { connectedComponents } from "../../pixels/connected-components";
import type { Cv } from "../../pixels/opencv";
import type { Plane } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";

/** Rounds of GrabCut, each of which learns the colours anew. */
const ROUNDS = 3;

/** `GC_INIT_WITH_MASK` of OpenCV, whose types lack it. */
const FROM_GUESS = 1;

/** OpenCV's random source, which chooses the first colours, starts here: one picture gives one result. */
const SEED = 1;

/**
 * GrabCut (Rother, Kolmogorov, Blake 2004): from a guess of what belongs to the subject, parts the picture
 * by colour along its edges. `guess` holds OpenCV's classes (0 surely not, 1 surely, 2 rather not, 3
 * rather). Returns 1 where the subject is, else 0; `null` when the guess names no inside or no outside.
 */
export function cutOut(cv: Cv, small: Raster, guess: Uint8Array): Uint8Array | null {
  const surely: unknown = cv.GC_FGD;
  const rather: unknown = cv.GC_PR_FGD;
  const isInside = (value: unknown): boolean => value === surely || value === rather;
  const count = guess.reduce((sum, value) => sum + (isInside(value) ? 1 : 0), 0);
  if (count === 0 || count === guess.length) return null;
  const { width, height, data } = small;
  const picture = new cv.Mat(height, width, cv.CV_8UC3);
  const classes = new cv.Mat(height, width, cv.CV_8UC1);
  const outside = new cv.Mat();
  const inside = new cv.Mat();
  try {
    // Read once: each time it is asked for, OpenCV makes a new view.
    const pixels = picture.data;
    for (let index = 0, at = 0, from = 0; index < width * height; index++, at += 3, from += 4) {
      pixels[at] = data[from] ?? 0;
      pixels[at + 1] = data[from + 1] ?? 0;
      pixels[at + 2] = data[from + 2] ?? 0;
    }
    classes.data.set(guess);
    cv.setRNGSeed(SEED);
    cv.grabCut(picture, classes, new cv.Rect(0, 0, width, height), outside, inside, ROUNDS, FROM_GUESS);
    return classes.data.map((value) => (isInside(value) ? 1 : 0));
  } finally {
    for (const mat of [picture, classes, outside, inside]) mat.delete();
  }
}

/** Half the width up to which a part is thin, in pixels of the small copy. */
const THIN = 2;

/** Thin parts reach at least so far from the subject, and are at most this share of the picture. */
const LEAST_REACH = 4;
const MOST = 0.006;

/**
 * A mask with the thin things that stand out and begin at it, such as a stem: a cut by colour loses them,
 * for they are too few pixels to have colours of their own.
 */
export function withThinParts(mask: Uint8Array, { values, width, height }: Plane, threshold: number): Uint8Array {
  const beside = Uint8Array.from(values, (value, index) => (value > threshold && mask[index] === 0 ? 1 : 0));
  const thick = grown(grown(beside, width, height, THIN, 0), width, height, THIN + 2, 1);
  const thin = beside.map((value, index) => (thick[index] === 1 ? 0 : value));
  const near = grown(mask, width, height, 2, 1);
  const out = Uint8Array.from(mask);
  for (const part of connectedComponents(thin, width)) {
    if (part.length > MOST * mask.length || !part.some((index) => near[index] === 1)) continue;
    const columns = part.map((index) => index % width);
    const rows = part.map((index) => Math.floor(index / width));
    const across = Math.max(...columns) - Math.min(...columns) + 1;
    const down = Math.max(...rows) - Math.min(...rows) + 1;
    const reach = part.filter((index) => near[index] === 0).length;
    // Long in one direction, not a rim along the subject.
    if (Math.max(across, down) < LEAST_REACH || reach < part.length * 0.6) continue;
    for (const index of part) out[index] = 1;
  }
  return out;
}

/** What has `value` grows by so many pixels to all sides. */
function grown(values: Uint8Array, width: number, height: number, by: number, value: 0 | 1): Uint8Array {
  let from = values;
  for (let round = 0; round < by; round++) {
    const to = Uint8Array.from(from);
    for (let index = 0; index < from.length; index++) {
      if (from[index] !== value) continue;
      const x = index % width;
      if (x > 0) to[index - 1] = value;
      if (x < width - 1) to[index + 1] = value;
      if (index >= width) to[index - width] = value;
      if (index < width * (height - 1)) to[index + width] = value;
    }
    from = to;
  }
  return from;
}
