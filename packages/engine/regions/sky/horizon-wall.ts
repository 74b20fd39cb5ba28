import { partsOf } from "../parts";
import type { SmallPicture } from "./small-picture";

/** Rows above and below a place that are compared, and how far away the change must be the smaller for it to be an edge. */
const REACH = 2;
const BESIDE = 6;

/** Least step of colour (distance in red, green and blue) that counts as an edge, and how far it stands above the change around it. */
const STEP = 9;
const ABOVE = 1.7;

/** Gaps in an edge are closed over this many pixels to either side. */
const GAP = 3;

/**
 * Where an edge runs all across the picture, over hazy hills or a sea, though single places of it may be
 * soft: 1 on it, else 0. What has no sky's colour, such as trees, may bridge it. `null` when there is none.
 */
export function horizonWall(picture: SmallPicture): Uint8Array | null {
  const { width, height } = picture.light;
  const steps = new Float32Array(width * height);
  for (let y = REACH; y < height - REACH; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      steps[index] = stepAt(picture, index - REACH * width, index + REACH * width);
    }
  }
  const edge = new Uint8Array(width * height);
  for (let y = BESIDE; y < height - BESIDE; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      const step = steps[index] ?? 0;
      const around = ((steps[index - BESIDE * width] ?? 0) + (steps[index + BESIDE * width] ?? 0)) / 2;
      if (step > STEP && step > ABOVE * around) edge[index] = 1;
    }
  }
  const barrier = new Uint8Array(width * height);
  for (let index = 0; index < barrier.length; index++) {
    if (picture.besideSky.values[index] !== 1) barrier[index] = 1;
    if (edge[index] !== 1) continue;
    const x = index % width;
    for (let other = Math.max(0, x - GAP); other <= Math.min(width - 1, x + GAP); other++) {
      barrier[index - x + other] = 1;
    }
  }
  const across = partsOf(barrier, width).filter(
    (part) => part.some((index) => index % width === 0) && part.some((index) => index % width === width - 1),
  );
  if (across.length === 0) return null;
  const wall = new Uint8Array(width * height);
  for (const part of across) for (const index of part) wall[index] = 1;
  return wall;
}

function stepAt({ red, green, blue }: SmallPicture, above: number, below: number): number {
  const dr = (red.values[above] ?? 0) - (red.values[below] ?? 0);
  const dg = (green.values[above] ?? 0) - (green.values[below] ?? 0);
  const db = (blue.values[above] ?? 0) - (blue.values[below] ?? 0);
  return Math.hypot(dr, dg, db);
}
