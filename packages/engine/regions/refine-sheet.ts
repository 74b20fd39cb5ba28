import { lumaOf } from "../pixels/colour-matrix";
import type { Raster } from "../pixels/raster";
import type { Corners, Point } from "./sheet-score";

/** How far from a side its edge is looked for, as a share of the picture's longer side. */
const REACH = 0.014;

/** Places along a side at which its edge is measured. */
const SAMPLES = 120;

/** Half the width of the step by which an edge is measured, in pixels. */
const STEP = 3;

/** Rounds of fitting a line to the edge, and how near to the line an edge counts in the next one, in shares of the reach. */
const ROUNDS = [1, 0.5, 0.25, 0.12] as const;

/** Fewer places than this with an edge tell nothing: the side stays. */
const FEWEST = 12;

type Line = { point: Point; along: Point };

/** Corners that were found on a small copy, moved to where the edges of this larger one meet, to a fraction of a pixel. */
export function refineSheet(raster: Raster, corners: Corners): Corners {
  const lines = corners.map((from, index) => edgeLine(raster, from, corners[(index + 1) % 4] ?? from));
  const reach = 2 * REACH * Math.max(raster.width, raster.height);
  const met = corners.map((corner, index) => {
    const [before, after] = [lines[(index + 3) % 4], lines[index]];
    const point = before === undefined || after === undefined ? null : crossing(before, after);
    // Edges that meet elsewhere are others.
    return point === null || Math.hypot(point.x - corner.x, point.y - corner.y) > reach ? corner : point;
  });
  return met as unknown as Corners;
}

/** The line along the edge near a side: the strongest steps of one direction, fitted again without those off the line. */
function edgeLine(raster: Raster, from: Point, to: Point): Line {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const normal = { x: -along.y, y: along.x };
  const reach = Math.ceil(REACH * Math.max(raster.width, raster.height));
  const profiles = Array.from({ length: SAMPLES }, (_, sample) => {
    const at = length * (0.04 + (0.92 * (sample + 0.5)) / SAMPLES);
    return { at, ...stepsAcross(raster, { x: from.x + along.x * at, y: from.y + along.y * at }, normal, reach) };
  });
  const isLighter = profiles.reduce((sum, { rise, fall }) => sum + rise.strength - fall.strength, 0) > 0;
  const edges = profiles.map(({ at, rise, fall }) => ({ at, ...(isLighter ? rise : fall) }));
  let fitted = { offset: 0, slope: 0 };
  for (const share of ROUNDS) {
    const near = edges.filter(
      ({ at, offset, strength }) =>
        strength > 0 && Math.abs(offset - fitted.offset - fitted.slope * at) <= Math.max(1, share * reach),
    );
    if (near.length < FEWEST) break;
    fitted = fit(near);
  }
  const start = fitted.offset;
  const end = fitted.offset + fitted.slope * length;
  const point = { x: from.x + normal.x * start, y: from.y + normal.y * start };
  const other = { x: to.x + normal.x * end, y: to.y + normal.y * end };
  return { point, along: { x: other.x - point.x, y: other.y - point.y } };
}

type Step = { offset: number; strength: number };

/** Where on a line across a side it becomes lighter the most, towards the inside, and where darker. */
function stepsAcross(raster: Raster, { x, y }: Point, normal: Point, reach: number): { rise: Step; fall: Step } {
  const levels = Array.from({ length: 2 * (reach + STEP) + 1 }, (_, index) => {
    const offset = index - reach - STEP;
    return lightAt(raster, x + normal.x * offset, y + normal.y * offset);
  });
  const steps = Array.from({ length: 2 * reach + 1 }, (_, index) => {
    let step = 0;
    for (let by = 1; by <= STEP; by++) step += (levels[index + STEP + by] ?? 0) - (levels[index + STEP - by] ?? 0);
    return step / STEP;
  });
  return { rise: strongest(steps, 1, reach), fall: strongest(steps, -1, reach) };
}

/** Weakest step that is an edge, in levels. */
const WEAKEST = 8;

function strongest(steps: readonly number[], sign: 1 | -1, reach: number): Step {
  let [best, at] = [WEAKEST, -1];
  for (const [index, step] of steps.entries()) if (step * sign > best) [best, at] = [step * sign, index];
  if (at < 0) return { offset: 0, strength: 0 };
  const [before, after] = [(steps[at - 1] ?? 0) * sign, (steps[at + 1] ?? 0) * sign];
  const bend = before - 2 * best + after;
  // The top of the parabola through the step and its neighbours.
  return { offset: at - reach + (bend < 0 ? (before - after) / (2 * bend) : 0), strength: best };
}

/** A straight line by least squares, the stronger edges counting more. */
function fit(edges: ReadonlyArray<{ at: number } & Step>): { offset: number; slope: number } {
  let [weight, sumAt, sumOffset, sumSquare, sumBoth] = [0, 0, 0, 0, 0];
  for (const { at, offset, strength } of edges) {
    weight += strength;
    sumAt += strength * at;
    sumOffset += strength * offset;
    sumSquare += strength * at * at;
    sumBoth += strength * at * offset;
  }
  const spread = weight * sumSquare - sumAt * sumAt;
  const slope = spread === 0 ? 0 : (weight * sumBoth - sumAt * sumOffset) / spread;
  return { offset: (sumOffset - slope * sumAt) / weight, slope };
}

function crossing(one: Line, other: Line): Point | null {
  const across = one.along.x * other.along.y - one.along.y * other.along.x;
  if (across === 0) return null;
  const [dx, dy] = [other.point.x - one.point.x, other.point.y - one.point.y];
  const share = (dx * other.along.y - dy * other.along.x) / across;
  return { x: one.point.x + one.along.x * share, y: one.point.y + one.along.y * share };
}

/** The luma at a place, between pixels by their nearness; the frame is repeated. */
function lightAt({ data, width, height, channels }: Raster, x: number, y: number): number {
  const [u, v] = [Math.min(width - 1.001, Math.max(0, x - 0.5)), Math.min(height - 1.001, Math.max(0, y - 0.5))];
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [s, t] = [u - left, v - top];
  const luma = (column: number, row: number): number => {
    const at = (Math.min(height - 1, row) * width + Math.min(width - 1, column)) * channels;
    return lumaOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  };
  return (
    (luma(left, top) * (1 - s) + luma(left + 1, top) * s) * (1 - t) +
    (luma(left, top + 1) * (1 - s) + luma(left + 1, top + 1) * s) * t
  );
}
