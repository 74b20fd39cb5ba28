import { tentBlur } from "../pixels/box-filter";
import { connectedComponents } from "../pixels/connected-components";
import { inRows } from "../pixels/in-slices";
import type { Plane } from "../pixels/plane";
import type { Mask, Raster } from "../pixels/raster";
import { planeReader } from "../pixels/stretched-rows";
import type { StopSignal } from "../stop-signal";
import { certainSky } from "./sky/find-sky";
import { skyMask } from "./sky/sky-mask";

/**
 * What lies below the sky and is none, with what rises from there into the sky; what hangs into the sky from
 * above does not count. It is as certain as the sky.
 * @throws {EngineError} `NOTHING_CHANGED` when there is no certain sky; `what` names what was looked for.
 */
export async function groundMask(raster: Raster, what: string, signal: StopSignal): Promise<Mask> {
  const { sky, seen } = await certainSky(raster, what, signal);
  const mask = skyMask(seen, sky, signal);
  const below = planeReader([belowSky(sky.mask)], mask.width, mask.height);
  const { values, width, height } = mask;
  inRows(width, height, signal, (y) => {
    below.moveTo(y);
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      values[pixel] = Math.round((255 - (values[pixel] ?? 0)) * below.at(0, x));
    }
  });
  return mask;
}

/** Share of the width to either side over which what rises into the sky is a single thing, such as a tree. */
const NARROW = 0.08;

/** Share of the height at the top in which a frame may lie. */
const FRAME = 0.03;

/** A column in which the sky reaches down less than this share of its depth shows a gap in a crown, or a peak: the land begins where it does beside it. */
const DEEP = 0.5;

/** Radius of the fall-off above the line on which the land begins, in pixels of the small copy. */
const SOFT = 4;

/**
 * How far each place of a small copy is of the land below a sky (1 where there is sky, else 0), without its
 * sharp edge: 1 up to the sky, and above it where the sky itself begins. What rises from the land into
 * the sky is of it; what hangs down from the upper edge, as a crown whose top is not seen, fades out above the line
 * on which the land begins beside it.
 */
function belowSky(sky: Plane): Plane {
  const { values, width, height } = sky;
  const line = skyline(sky);
  const from = (x: number): number => Math.max(0, (line[x] ?? 0) - 2 * SOFT);
  const land = new Float32Array(values.length);
  for (let index = 0; index < land.length; index++) {
    if (Math.floor(index / width) >= from(index % width)) land[index] = 1;
  }
  const whole = tentBlur({ values: land, width, height }, SOFT).values;
  const rising = tentBlur(risingFrom(sky, line), 1).values;
  return { values: whole.map((value, index) => Math.max(value, rising[index] ?? 0)), width, height };
}

/** The row on which the land begins in each column; narrow things that rise above it leave it as it is beside them. */
function skyline({ values, width, height }: Plane): Float32Array {
  const reach = Math.ceil(width * NARROW);
  const last = Float32Array.from({ length: width }, (_, x) => {
    for (let y = height - 1; y >= 0; y--) if (values[y * width + x] === 1) return y + 1;
    return Number.NaN;
  });
  const deepest = last.reduce((most, value) => (value > most ? value : most), 0);
  for (const [x, value] of last.entries()) if (value < deepest * DEEP) last[x] = Number.NaN;
  const lowest = along(last, reach, Math.max);
  const closed = along(
    lowest.map((value, x) => (Number.isNaN(last[x]) ? Number.NaN : value)),
    reach,
    Math.min,
  );
  const known = [...closed.keys()].filter((x) => !Number.isNaN(last[x]));
  return closed.map((_value, x) => {
    const left = known.findLast((other) => other <= x) ?? known[0] ?? 0;
    const right = known.find((other) => other >= x) ?? left;
    const share = right === left ? 0 : Math.max(0, (x - left) / (right - left));
    const [one, other] = [closed[left] ?? 0, closed[right] ?? 0];
    return one + (other - one) * share;
  });
}

/** The least or largest of the numbers within `reach`, of those that are any. */
function along(values: Float32Array, reach: number, choose: (one: number, other: number) => number): Float32Array {
  return values.map((_value, x) =>
    values
      .subarray(Math.max(0, x - reach), x + reach + 1)
      .reduce(
        (best, value) => (Number.isNaN(value) ? best : Number.isNaN(best) ? value : choose(best, value)),
        Number.NaN,
      ),
  );
}

/** 1 for what stands before the sky above the line and does not reach the upper edge. */
function risingFrom({ values: sky, width, height }: Plane, line: Float32Array): Plane {
  const top = Math.ceil(height * FRAME);
  const before = Uint8Array.from(sky, (value, index) => {
    const y = Math.floor(index / width);
    return value !== 1 && y >= top && y < (line[index % width] ?? 0) ? 1 : 0;
  });
  const values = new Float32Array(sky.length);
  for (const part of connectedComponents(before, width)) {
    const isHanging = part.some((index) => index < (top + 1) * width);
    const isStanding = part.some((index) => Math.floor(index / width) + 1 >= (line[index % width] ?? 0));
    if (isStanding && !isHanging) for (const index of part) values[index] = 1;
  }
  return { values, width, height };
}
