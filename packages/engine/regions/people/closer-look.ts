import { findPeople } from "../../nets/find-people";
import type { Box } from "../../nets/net";
import { type Component, connectedComponents } from "../../pixels/connected-components";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { smallCopy } from "../../pixels/resize";
import { planeReader } from "../../pixels/stretched-rows";
import type { Work } from "../../work";

/** Longer side of the copy that is looked at, in pixels: even a small part of it still fills the net's square. */
const LONGEST = 1600;

/** From this share on a place rather belongs to a person. */
const RATHER = 0.5;

/** Smaller pieces, as a share of the picture, are not looked at from near, nor are more than so many. */
const SPECK = 0.002;
const LOOKED_AT = 4;

/** Room about a piece that is looked at from near, in its own size; a narrow one gets as much as if it were half as wide as high. */
const ROOM = 0.25;
const ROOM_OF_HALF = 0.175;
const NARROW = 0.5;

/** What is more than this share of the picture has been seen from near already. */
const WHOLE = 0.85;

/** How long each half of a piece is that is looked at by itself; they overlap. */
const HALF = 0.6;

/** How much a closer look counts beside what was seen before, of a whole piece and of a half. */
const COUNTS = 0.8;
const HALF_COUNTS = 0.5;

/** Over this share of a part its edges count less, for there the net does not see what goes on. */
const EDGE = 0.08;

/** A part of a plane, in its places. */
type Span = { left: number; top: number; right: number; bottom: number };

/**
 * How far each place belongs to a person, 0..1, on a plane of that size: as a first look at the whole picture had it, and
 * where that saw somebody, as closer looks have it: at each of the largest pieces with room about it, then at either end
 * of them, so that the limbs and the hair of who is small in the picture are seen as well as those of who fills it.
 * Costs two looks of the net for each part, of about 40 ms each, and at most four pieces of three parts are looked at.
 */
export async function lookCloser(
  raster: Raster,
  first: Plane,
  { width, height }: { width: number; height: number },
  work: Work,
): Promise<Plane> {
  const fits = ({ left, top, right, bottom }: Span): boolean =>
    (right - left) * (bottom - top) <= WHOLE * width * height;
  const copy = Math.max(raster.width, raster.height) > LONGEST ? await smallCopy(raster, LONGEST) : raster;
  const one = stretched(first, width, height);
  const other = stretched(await findPeople(copy, null, "mirrored", work), width, height);
  const whole = eachOf(one, other, meanOf);
  const sure = spansOf(whole);
  // Whom only one of the two looks sees deserves a closer one as well.
  const more = spansOf(eachOf(one, other, Math.max)).filter((span) => !sure.some((also) => overlaps(span, also)));
  const spans = [...sure, ...more].slice(0, LOOKED_AT);
  const pieces = spans.map((span) => withRoom(span, ROOM, whole)).filter(fits);
  const nearer = await blended(copy, whole, pieces, COUNTS, work);
  const halves = spansOf(nearer).flatMap(halvesOf);
  const parts = halves.map((span) => withRoom(span, ROOM_OF_HALF, whole)).filter(fits);
  return blended(copy, nearer, parts, HALF_COUNTS, work);
}

const meanOf = (one: number, other: number): number => (one + other) / 2;

/** Two planes of one size as one, place by place. */
const eachOf = ({ values, width, height }: Plane, other: Plane, of: (one: number, other: number) => number): Plane =>
  planeOf(width, height, (index) => of(values[index] ?? 0, other.values[index] ?? 0));

/** A plane at another size, in between in proportion. */
function stretched(plane: Plane, width: number, height: number): Plane {
  const reader = planeReader([plane], width, height);
  return planeOf(width, height, (index) => {
    if (index % width === 0) reader.moveTo(index / width);
    return reader.at(0, index % width);
  });
}

/** The boxes around the largest pieces of what rather belongs to people. */
function spansOf({ values, width }: Plane): Span[] {
  const rather = Uint8Array.from(values, (value) => (value > RATHER ? 1 : 0));
  return connectedComponents(rather, width)
    .filter((piece) => piece.length >= SPECK * values.length)
    .slice(0, LOOKED_AT)
    .map((piece) => spanOf(piece, width));
}

function spanOf(piece: Component, width: number): Span {
  let [left, right, top, bottom] = [width, 0, Infinity, 0];
  for (const index of piece) {
    const [x, y] = [index % width, Math.floor(index / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x + 1), Math.min(top, y), Math.max(bottom, y + 1)];
  }
  return { left, top, right, bottom };
}

const overlaps = (one: Span, other: Span): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

function withRoom({ left, top, right, bottom }: Span, share: number, { width, height }: Plane): Span {
  const [across, down] = [right - left, bottom - top];
  const [beside, above] = [share * Math.max(across, down * NARROW), share * Math.max(down, across * NARROW)];
  return {
    left: Math.max(0, Math.floor(left - beside)),
    top: Math.max(0, Math.floor(top - above)),
    right: Math.min(width, Math.ceil(right + beside)),
    bottom: Math.min(height, Math.ceil(bottom + above)),
  };
}

/** Both ends of a part along its longer side. */
function halvesOf(span: Span): Span[] {
  const { left, top, right, bottom } = span;
  const [across, down] = [(right - left) * HALF, (bottom - top) * HALF];
  return bottom - top >= right - left
    ? [
        { ...span, bottom: top + down },
        { ...span, top: bottom - down },
      ]
    : [
        { ...span, right: left + across },
        { ...span, left: right - across },
      ];
}

/** What was seen before, and of each of these parts what a look at it says, which `counts` so much, less at its edges. */
async function blended(
  raster: Raster,
  before: Plane,
  parts: readonly Span[],
  counts: number,
  work: Work,
): Promise<Plane> {
  if (parts.length === 0) return before;
  const { width, height } = before;
  const sum = before.values.map((value) => value * (1 - counts));
  const weights = new Float32Array(sum.length).fill(1 - counts);
  for (const part of parts) {
    const [across, down] = [part.right - part.left, part.bottom - part.top];
    const box = boxOf(part, before, raster);
    const upright = await findPeople(raster, box, "upright", work);
    const seen = stretched(eachOf(upright, await findPeople(raster, box, "mirrored", work), meanOf), across, down);
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const weight = counts * Math.min(1, insideOf(part, before, x, y) / EDGE);
        const place = (part.top + y) * width + part.left + x;
        sum[place] = (sum[place] ?? 0) + (seen.values[y * across + x] ?? 0) * weight;
        weights[place] = (weights[place] ?? 0) + weight;
      }
    }
    work.signal.throwIfAborted();
  }
  return planeOf(width, height, (place) => (sum[place] ?? 0) / (weights[place] ?? 1));
}

/** How far a place of a part is from its nearest edge that is not the picture's own, in sizes of the part. */
function insideOf({ left, top, right, bottom }: Span, { width, height }: Plane, x: number, y: number): number {
  const [across, down] = [(x + 0.5) / (right - left), (y + 0.5) / (bottom - top)];
  return Math.min(
    left > 0 ? across : 1,
    right < width ? 1 - across : 1,
    top > 0 ? down : 1,
    bottom < height ? 1 - down : 1,
  );
}

/** A part in whole pixels of the picture. */
function boxOf(part: Span, plane: Plane, raster: Raster): Box {
  const [toX, toY] = [raster.width / plane.width, raster.height / plane.height];
  const [left, top] = [Math.floor(part.left * toX), Math.floor(part.top * toY)];
  return {
    left,
    top,
    width: Math.max(1, Math.min(raster.width, Math.round(part.right * toX)) - left),
    height: Math.max(1, Math.min(raster.height, Math.round(part.bottom * toY)) - top),
  };
}
