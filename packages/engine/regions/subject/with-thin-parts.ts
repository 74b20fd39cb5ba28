import { partsOf } from "../parts";
import type { Plane } from "../plane";

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
  for (const part of partsOf(thin, width)) {
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
