import { tentBlur } from "../../pixels/box-filter";
import { type Component, connectedComponents } from "../../pixels/connected-components";
import { inRows } from "../../pixels/in-slices";
import { erode } from "../../pixels/morphology";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Mask, Raster } from "../../pixels/raster";
import { smallCopy } from "../../pixels/resize";
import { smoothstep } from "../../pixels/smoothstep";
import { planeReader } from "../../pixels/stretched-rows";
import type { StopSignal } from "../../stop-signal";
import { spokenColour } from "../../vocabulary/colours";
import { notFound, nothingOfColour } from "../failures";
import { removeSpecks } from "../mask";
import { type ColourRange, colourRange, colourShare } from "./colour-range";
import { kinshipAt } from "./colour-place";
import { type Gate, coloursOf, growThing } from "./colour-thing";

/** Longer side of the copy on which the colour is looked for, in pixels. */
const SMALL = 384;

/** Below this share of the picture a colour counts as not there. */
const LEAST = 0.0015;

/**
 * Where a picture has a colour, by the name that people have for it; with `largest` only the thing of which the largest
 * connected area is, in light and shade. What `skinOf` says of a small copy, 0..1, is left out.
 * @throws {EngineError} `NOTHING_CHANGED`, naming it, when there is none worth mentioning, or no area is clearly
 * the largest.
 */
export async function colourMask(
  raster: Raster,
  name: string,
  largest: boolean,
  signal: StopSignal,
  skinOf: SkinOf = () => Promise.resolve(null),
): Promise<Mask> {
  const range = colourRange(name);
  if (range === null) throw nothingOfColour(name);
  const share = (red: number, green: number, blue: number): number => colourShare(range, red, green, blue);
  const small = await smallCopy(raster, SMALL);
  const { data, width, height } = small;
  const skin = mayBeSkin(range) ? await skinOf(small) : null;
  const found = planeOf(width, height, (index) =>
    (data[index * 4 + 3] ?? 0) < 16
      ? 0
      : share(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0) *
        (1 - (skin?.values[index] ?? 0)),
  );
  const largestOne = largest ? largestArea(found) : null;
  if (largest && largestOne === null) throw notFound(`one ${spokenColour(name)} area that is clearly the largest`);
  const where = largestOne?.area ?? found;
  if (where.values.reduce((sum, value) => sum + value, 0) < Math.max(0.5, LEAST * width * height))
    throw nothingOfColour(name);
  const core = Array.from(where.values.keys()).filter((index) => (where.values[index] ?? 0) > IN);
  const isBarred = (index: number): boolean =>
    largestOne?.beside[index] === 1 || (skin?.values[index] ?? 0) > IN || (data[index * 4 + 3] ?? 0) < 16;
  const thing =
    largestOne === null || range.hue === null
      ? null
      : growThing(coloursOf(small), small, core, isBarred, kinshipAt(small, range));
  if (thing === null) return byColour(raster, share, around(where), signal);
  const own: Gate = (red, green, blue) => Math.max(share(red, green, blue), thing.gate(red, green, blue));
  return byColour(raster, own, around(thing.place), signal);
}

/** From this share on a place is of the colour. */
const IN = 0.5;

/** Tells of a small copy how far each place is skin, 0..1; `null`: there is none. */
export type SkinOf = (small: Raster) => Promise<Plane | null>;

/** Hues of skin, in degrees of Oklab; what must be stronger than this colour is none. */
const SKIN = { from: 15, to: 85, strongest: 0.2 };

/** Whether skin may have a colour of a range. */
export const mayBeSkin = ({ hue, chroma }: ColourRange): boolean =>
  hue !== null &&
  chroma[0] < SKIN.strongest &&
  [-360, 0, 360].some((turn) => hue[1] + turn >= SKIN.from && hue[0] + turn <= SKIN.to);

/** The place itself and its nearest surroundings, so that the full picture decides on the edge. */
function around(where: Plane): Plane {
  const near = tentBlur(where, 1);
  return planeOf(where.width, where.height, (index) => smoothstep(0.02, 0.25, near.values[index] ?? 0));
}

/** Bits of each channel that are told apart: finer steps than anybody sees, in a table that fits a processor's cache. */
const BITS = 7;

/** In the table: not worked out yet. Shares are kept in steps of 1/254. */
const UNSET = 255;

/**
 * A mask from the colour of each pixel, where a small plane (0..1) lets it be. `share` tells for a colour
 * how far it belongs, 0..1. Single stray pixels are left out.
 */
export async function byColour(
  raster: Raster,
  share: (red: number, green: number, blue: number) => number,
  where: Plane,
  signal: StopSignal,
): Promise<Mask> {
  const { data, width, height, channels } = raster;
  const table = new Uint8Array(1 << (3 * BITS)).fill(UNSET);
  const shift = 8 - BITS;
  const middle = (1 << shift) >> 1;
  const reader = planeReader([where], width, height);
  const { first, second, part } = reader;
  const [row = new Float32Array(0)] = reader.rows;
  const values = new Uint8Array(width * height);
  inRows(width, height, signal, (y) => {
    reader.moveTo(y);
    if (row.every((value) => value === 0)) return;
    for (let x = 0; x < width; x++) {
      const low = row[first[x] ?? 0] ?? 0;
      const here = low + ((row[second[x] ?? 0] ?? 0) - low) * (part[x] ?? 0);
      if (here === 0) continue;
      const at = (y * width + x) * channels;
      const red = (data[at] ?? 0) >> shift;
      const green = (data[at + 1] ?? 0) >> shift;
      const blue = (data[at + 2] ?? 0) >> shift;
      const key = (((red << BITS) | green) << BITS) | blue;
      let level = table[key] ?? 0;
      if (level === UNSET) {
        level = Math.round(
          (UNSET - 1) * share((red << shift) | middle, (green << shift) | middle, (blue << shift) | middle),
        );
        table[key] = level;
      }
      values[y * width + x] = Math.round((level * here * 255) / (UNSET - 1));
    }
  });
  return removeSpecks({ values, width, height });
}

/** Gaps of about twice this many pixels of the small copy do not part one thing in two, as a car's trim does. */
const BRIDGE = 2;

/** Areas that hang together by less than about twice this share of the longer side are two, such as a hat and a face. */
const NECK = 0.014;

/** From this share of the largest one on, an area that hangs together with it is of the same thing all the same. */
const SAME_THING = 0.5;

/** From this share of the largest one on, another area is as large, and nobody knows which of both is meant. */
const AS_LARGE = 0.85;

/** The largest connected area of a colour (0..1 a pixel), and where others hang together with it; `null` when another one is about as large. */
function largestArea(found: Plane): { area: Plane; beside: Uint8Array } | null {
  const { width, height, values } = found;
  const near = tentBlur(found, BRIDGE);
  const joined = Uint8Array.from(values, (value, index) => (Math.max(value, near.values[index] ?? 0) > 0.4 ? 1 : 0));
  const [largest = [], second = []] = connectedComponents(joined, width);
  if (second.length > largest.length * AS_LARGE) return null;
  const owned = withoutNeighbours(largest, width, height);
  const beside = new Uint8Array(width * height);
  for (const index of largest) beside[index] = 1 - (owned[index] ?? 0);
  return { area: planeOf(width, height, (index) => (owned[index] === 1 ? (values[index] ?? 0) : 0)), beside };
}

/** 1 for what of a part is nearer to its largest core, or to one about as large, than to others that only a neck joins to it. */
function withoutNeighbours(part: Component, width: number, height: number): Uint8Array {
  const inside = new Uint8Array(width * height);
  for (const index of part) inside[index] = 1;
  const cores = connectedComponents(
    erode({ values: inside, width, height }, Math.round(NECK * Math.max(width, height))).values,
    width,
  );
  const most = cores[0]?.length ?? 0;
  if (most === 0) return inside;
  // Each pixel of the part comes to the core that reaches it first.
  const owner = new Int32Array(width * height).fill(-1);
  let rim: number[] = [];
  for (const [number, core] of cores.entries()) {
    for (const index of core) owner[index] = number;
    rim.push(...core);
  }
  while (rim.length > 0) {
    const next: number[] = [];
    for (const index of rim) {
      for (const other of besides(index, width)) {
        if (inside[other] !== 1 || owner[other] !== -1) continue;
        owner[other] = owner[index] ?? 0;
        next.push(other);
      }
    }
    rim = next;
  }
  return inside.map((value, index) => ((cores[owner[index] ?? 0]?.length ?? 0) >= most * SAME_THING ? value : 0));
}

/** The pixels left, right, above and below; −1 beyond the left and right edge. */
function besides(index: number, width: number): number[] {
  const x = index % width;
  return [x > 0 ? index - 1 : -1, x < width - 1 ? index + 1 : -1, index - width, index + width];
}
