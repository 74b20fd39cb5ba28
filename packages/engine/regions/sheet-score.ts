import type { Raster } from "../pixels/raster";

/** A place in a picture, in pixels; 0 is the left or upper edge of the first pixel. */
export type Point = { x: number; y: number };

/** Four corners, clockwise from the upper left. */
export type Corners = readonly [Point, Point, Point, Point];

/** Places that are looked at along each side. */
const SAMPLES = 48;

/** How far in front of and behind a side the light is compared, in pixels. */
const APART = 3;

/** Least difference there that counts as an edge, in levels of the channel that differs most. */
const EDGE = 14;

/** A side along the frame of the picture has no edge to show; one of the four may be so. */
const ALONG_THE_FRAME = 0.7;

/** Share of the picture that a sheet covers at least. */
const LEAST_AREA = 0.06;

/** The cosine of the angle at a corner, at most: 40° to 140°. */
const SHARPEST = 0.77;

/**
 * How surely four corners are those of a sheet, 0..1: the shares of its sides along which the picture has an edge of one
 * direction, the worst side counting as much as the mean of all. 0 for what is not convex, too acute or too small.
 */
export function sheetScore(raster: Raster, corners: Corners): number {
  if (!isPlausible(corners, raster.width, raster.height)) return 0;
  let framed = 0;
  const supports = corners.map((from, index) => {
    const to = corners[(index + 1) % 4] ?? from;
    if (isAlongFrame(from, to, raster)) {
      framed++;
      return ALONG_THE_FRAME;
    }
    return supportOf(raster, from, to);
  });
  if (framed > 1) return 0;
  const mean = supports.reduce((sum, support) => sum + support, 0) / 4;
  return (mean + Math.min(...supports)) / 2;
}

function isAlongFrame(from: Point, to: Point, { width, height }: Raster): boolean {
  const near = (one: number, other: number, end: number): boolean =>
    Math.max(one, other) < APART || Math.min(one, other) > end - APART;
  return near(from.x, to.x, width) || near(from.y, to.y, height);
}

/** The share of a side along which it is lighter, or darker, on the inner side than on the outer one. */
function supportOf({ data, width, height, channels }: Raster, from: Point, to: Point): number {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const normal = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const level = (x: number, y: number, channel: number): number => {
    const column = Math.min(width - 1, Math.max(0, Math.floor(x)));
    const row = Math.min(height - 1, Math.max(0, Math.floor(y)));
    return data[(row * width + column) * channels + channel] ?? 0;
  };
  const counts = { lighter: 0, darker: 0 };
  for (let sample = 0; sample < SAMPLES; sample++) {
    // The very corners are often bent or held.
    const along = 0.04 + (0.92 * (sample + 0.5)) / SAMPLES;
    const [x, y] = [from.x + (to.x - from.x) * along, from.y + (to.y - from.y) * along];
    let most = 0;
    for (let channel = 0; channel < 3; channel++) {
      const inside = level(x + normal.x * APART, y + normal.y * APART, channel);
      const outside = level(x - normal.x * APART, y - normal.y * APART, channel);
      if (Math.abs(inside - outside) > Math.abs(most)) most = inside - outside;
    }
    if (most >= EDGE) counts.lighter++;
    else if (most <= -EDGE) counts.darker++;
  }
  return Math.max(counts.lighter, counts.darker) / SAMPLES;
}

/** Convex, clockwise, no corner too acute, and large enough. */
function isPlausible(corners: Corners, width: number, height: number): boolean {
  for (const [index, corner] of corners.entries()) {
    const before = corners[(index + 3) % 4] ?? corner;
    const after = corners[(index + 1) % 4] ?? corner;
    const [ax, ay, bx, by] = [after.x - corner.x, after.y - corner.y, before.x - corner.x, before.y - corner.y];
    const lengths = Math.hypot(ax, ay) * Math.hypot(bx, by);
    if (lengths === 0 || ax * by - ay * bx <= 0 || Math.abs(ax * bx + ay * by) / lengths > SHARPEST) return false;
  }
  return areaOf(corners) >= LEAST_AREA * width * height;
}

/** The area within corners, in square pixels. */
export const areaOf = (corners: Corners): number =>
  Math.abs(
    corners.reduce((sum, { x, y }, index) => {
      const next = corners[(index + 1) % 4] ?? { x, y };
      return sum + x * next.y - next.x * y;
    }, 0),
  ) / 2;

/** The same corners clockwise, the first the one nearest to the upper left. */
export function inOrder(points: readonly Point[]): Corners | null {
  if (points.length !== 4) return null;
  const middle = { x: points.reduce((sum, { x }) => sum + x, 0) / 4, y: points.reduce((sum, { y }) => sum + y, 0) / 4 };
  const turn = ({ x, y }: Point): number => Math.atan2(y - middle.y, x - middle.x);
  const sorted = points.toSorted((one, other) => turn(one) - turn(other));
  const first = sorted.reduce((best, point, index) => {
    const least = sorted[best] ?? point;
    return point.x + point.y < least.x + least.y ? index : best;
  }, 0);
  const [a, b, c, d] = [...sorted.slice(first), ...sorted.slice(0, first)];
  return a === undefined || b === undefined || c === undefined || d === undefined ? null : [a, b, c, d];
}

/** Corners moved towards the opposite ones by this share of the way. */
export function inset([a, b, c, d]: Corners, share: number): Corners {
  const moved = (from: Point, to: Point): Point => ({
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
  });
  return [moved(a, c), moved(b, d), moved(c, a), moved(d, b)];
}

/** Whether a place lies within corners. */
export const isWithin = (corners: Corners, { x, y }: Point): boolean =>
  corners.every((from, index) => {
    const to = corners[(index + 1) % 4] ?? from;
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x) >= 0;
  });
