import { tentBlur } from "../../pixels/box-filter";
import { type Component, connectedComponents } from "../../pixels/connected-components";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Mask, Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { ramp, smoothstep } from "../../pixels/smoothstep";
import type { StopSignal } from "../../stop-signal";
import { notFound } from "../failures";
import { followEdges } from "../mask";
import { SURE, type Sky, findSky } from "../sky/find-sky";
import { horizonWall } from "../sky/grow-sky";
import type { SmallPicture } from "../sky/small-picture";
import { stillWater } from "./still-water";
import { waterColours } from "./water-colours";

/** The confidence from which on water counts as found. */
const WATER_SURE = 0.6;

/**
 * Where a picture shows a lake, a river or the sea.
 * @throws {EngineError} `NOTHING_CHANGED` when none is found with enough certainty; `what` names what was looked for.
 */
export async function waterMask(raster: Raster, what: string, signal: StopSignal): Promise<Mask> {
  const { mask, confidence } = findWater(await findSky(raster));
  if (confidence < WATER_SURE) throw notFound(what);
  const { width, height } = mask;
  const small = await throughSharp(raster, (image) => image.ensureAlpha().resize(width, height, { fit: "fill" }));
  // Ripples and glints are of the water that is around them.
  const near = tentBlur(mask, 2);
  const closed = planeOf(width, height, (index) => smoothstep(0.35, 0.65, near.values[index] ?? 0));
  return followEdges(raster, small, closed, signal);
}

/** Areas that may be the water: more are none. */
const TRIED = 4;

/**
 * Looks for water on the small copy on which the sky was looked for: below the sky, of its colours or
 * blue, green or grey, smooth or rippled along the rows, with a level shore; or the mirror image of what
 * stands above it. The confidence (0..1) falls when it is small or narrow, has an uneven upper edge, or
 * changes as much along the rows as across them, as walls do.
 */
function findWater(sky: Sky): { mask: Plane; confidence: number } {
  const { picture } = sky;
  const { width, height } = picture.light;
  const certain = sky.confidence >= SURE ? sky : null;
  const colours = waterColours(picture, certain);
  let best: { part: Component; confidence: number } = { part: [], confidence: 0 };
  if (certain !== null) best = stillWater(certain, colours);
  const wall = horizonWall({ ...picture, besideSky: planeOf(width, height, () => 1) });
  const open = colours.could.map((value, index) => (wall?.[index] === 1 ? 0 : value));
  for (const part of connectedComponents(open, width).slice(0, TRIED)) {
    const confidence = judgeWater(picture, part, certain);
    if (confidence > best.confidence) best = { part, confidence };
  }
  const mask = planeOf(width, height, () => 0);
  for (const index of best.part) mask.values[index] = 1;
  return { mask, confidence: best.confidence };
}

/** Rows of the small copy by which the upper edge of water may leave the level. */
const LEVEL = 4;

/** Pixels from its edge, which is softened, within which an area's texture is not looked at. */
const INNER = 5;
const AROUND = [
  [-INNER, 0],
  [INNER, 0],
  [0, -INNER],
  [0, INNER],
] as const;

/** How certain it is, 0..1, that an area of the small copy is water. */
function judgeWater(picture: SmallPicture, part: Component, sky: Sky | null): number {
  const { width, height, values: light } = picture.light;
  const tops = new Float32Array(width).fill(-1);
  const inside = new Uint8Array(width * height);
  for (const index of part) inside[index] = 1;
  let [across, down, sum, blue, depth] = [0, 0, 0, 0, 0];
  for (const index of part) {
    const x = index % width;
    const y = Math.floor(index / width);
    const top = tops[x] ?? -1;
    if (top < 0 || y < top) tops[x] = y;
    depth += y / height / part.length;
    blue += (picture.blueness.values[index] ?? 0) / part.length;
    sum += light[index] ?? 0;
    const isInner =
      x >= INNER && x < width - INNER && AROUND.every(([dx, dy]) => inside[index + dx + dy * width] === 1);
    if (!isInner) continue;
    // Two pixels apart, so that the softening of the copy does not hide the difference of rows and columns.
    across += ((light[index + 2] ?? 0) - (light[index] ?? 0)) ** 2;
    down += ((light[index + 2 * width] ?? 0) - (light[index] ?? 0)) ** 2;
  }
  const edges = tops.filter((top) => top >= 0).sort();
  const shore = edges[Math.floor(edges.length / 4)] ?? 0;
  const level = edges.filter((top) => Math.abs(top - shore) <= LEVEL).length / Math.max(1, edges.length);
  const ripples = (down + 0.02 * part.length) / (across + 0.02 * part.length);
  const share = part.length / (width * height);
  const likeness = sky === null ? 0 : likenessOf(picture, part, sky);
  return (
    ramp(share, 0.015, 0.04) *
    ramp(edges.length / width, 0.25, 0.5) *
    ramp(level, 0.3, 0.55) *
    ramp(shore / height, 0.12, 0.25) *
    ramp(depth, 0.42, 0.52) *
    ramp(ripples, sky === null ? 1.6 : 1.2, sky === null ? 2.5 : 1.7) *
    ramp(sum / part.length, 15, 35) *
    // Without a sky it must be blue by itself; with one, blue or of the sky's colour.
    (sky === null ? ramp(blue, 0.4, 0.7) : Math.max(ramp(blue, 0.3, 0.6), likeness))
  );
}

/** How far the mean colour of an area is that of the sky, whatever its light: 0..1. */
function likenessOf(picture: SmallPicture, part: Component, { mask }: Sky): number {
  const sky = Array.from(mask.values.keys()).filter((index) => mask.values[index] === 1);
  const [one, other] = [shadeOf(picture, part), shadeOf(picture, sky)];
  return ramp(Math.hypot(one[0] - other[0], one[1] - other[1]), 0.09, 0.045);
}

/** Shares of red and of blue in the mean colour. */
function shadeOf({ red, green, blue }: SmallPicture, part: Component): [red: number, blue: number] {
  let [r, g, b] = [0, 0, 0];
  for (const index of part) {
    r += red.values[index] ?? 0;
    g += green.values[index] ?? 0;
    b += blue.values[index] ?? 0;
  }
  const total = Math.max(1, r + g + b);
  return [r / total, b / total];
}
