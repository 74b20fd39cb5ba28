import type { Cv } from "../../pixels/opencv";
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
