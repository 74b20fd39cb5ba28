import { tentBlur } from "../pixels/box-filter";
import { LUMA } from "../pixels/colour-matrix";
import { type Component, connectedComponents } from "../pixels/connected-components";
import { type Plane, planeOf } from "../pixels/plane";
import type { Mask, Raster } from "../pixels/raster";
import { smallCopy } from "../pixels/resize";
import { ramp, smoothstep } from "../pixels/smoothstep";
import type { StopSignal } from "../stop-signal";
import { byColour } from "./colour/colour-mask";
import { notFound } from "./failures";
import { SURE as SURE_OF_SKY, findSky } from "./sky/find-sky";

/**
 * The centre of skin's colours in YCbCr (ITU-R BT.601), whatever its lightness, and how far they spread
 * around it: one narrow cluster for all people, about where Hsu, Abdel-Mottaleb and Jain found it in 2002.
 */
const CENTRE = { blue: 108, red: 151 };
const SPREAD = { blue: 17, red: 13 };

/** Distances from the centre, in spreads, at which a colour begins to leave the cluster and has left it. */
const FROM = 0.95;
const TO = 1.45;

/** Light (0..255) below and above which colours say too little. */
const DARK = [28, 50] as const;
const BURNT = [238, 252] as const;

/** How far a colour (levels 0..255) could be that of skin, 0..1. */
function skinShare(red: number, green: number, blue: number): number {
  const light = 0.299 * red + 0.587 * green + 0.114 * blue;
  const towardsBlue = 128 + 0.564 * (blue - light);
  const towardsRed = 128 + 0.713 * (red - light);
  // In dark skin and in shade all colours come closer to grey, along the way to the centre.
  const depth = Math.min(1, 0.55 + light / 220);
  const centreBlue = 128 + (CENTRE.blue - 128) * depth;
  const centreRed = 128 + (CENTRE.red - 128) * depth;
  const apart = Math.hypot((towardsBlue - centreBlue) / SPREAD.blue, (towardsRed - centreRed) / SPREAD.red);
  if (red <= green || towardsRed < 132) return 0;
  return (1 - smoothstep(FROM, TO, apart)) * smoothstep(...DARK, light) * (1 - smoothstep(...BURNT, light));
}

/** Longer side of the copy on which skin is looked for, in pixels. */
const SMALL = 256;

/** The confidence from which on a patch counts as skin, where none is surer, and beside a sure one. */
const SURE = 0.6;
const BESIDE = 0.2;

/** Patches that are looked at, the largest first. */
const TRIED = 12;

/**
 * Where a picture shows skin; a sky at dusk may have its colours and is none.
 * @throws {EngineError} `NOTHING_CHANGED` when none is found with enough certainty; `what` names what was looked for.
 */
export async function skinMask(raster: Raster, what: string, signal: StopSignal): Promise<Mask> {
  const { data, width, height } = await smallCopy(raster, SMALL);
  const levels = (index: number): [number, number, number] => [
    data[index * 4] ?? 0,
    data[index * 4 + 1] ?? 0,
    data[index * 4 + 2] ?? 0,
  ];
  const found = planeOf(width, height, (index) => ((data[index * 4 + 3] ?? 0) < 128 ? 0 : skinShare(...levels(index))));
  const light = planeOf(width, height, (index) =>
    levels(index).reduce((sum, level, channel) => sum + level * (LUMA[channel] ?? 0), 0),
  );
  const near = tentBlur(found, 1);
  const patches = connectedComponents(
    Uint8Array.from(near.values, (value) => (value > 0.5 ? 1 : 0)),
    width,
  ).slice(0, TRIED);
  const judged = patches.map((part) => ({ part, confidence: judgeSkin({ part, light }) }));
  const isNone = (tried: typeof judged): boolean => tried.every(({ confidence }) => confidence < SURE);
  // Without a likely patch there is no need to look for the sky.
  if (isNone(judged)) throw notFound(what);
  const sky = await findSky(raster);
  const isSky = (part: Component): boolean =>
    sky.confidence >= SURE_OF_SKY &&
    part.filter((index) => {
      const x = Math.floor(((index % width) * sky.mask.width) / width);
      const y = Math.floor((Math.floor(index / width) * sky.mask.height) / height);
      return sky.mask.values[y * sky.mask.width + x] === 1;
    }).length >
      part.length / 2;
  const skin = judged.filter(({ part }) => !isSky(part));
  if (isNone(skin)) throw notFound(what);
  const where = planeOf(width, height, () => 0);
  for (const { part, confidence } of skin) {
    if (confidence >= BESIDE) for (const index of part) where.values[index] = 1;
  }
  const around = tentBlur(where, 1);
  const soft = planeOf(width, height, (index) => smoothstep(0.05, 0.5, around.values[index] ?? 0));
  return byColour(raster, skinShare, soft, signal);
}

/** A patch of skin's colour on a small copy. */
type Patch = { part: Component; light: Plane };

/**
 * How certain it is, 0..1, that a patch of skin's colour is skin: a face or a hand is smooth but shaded,
 * compact, and does not run along the edges of the picture, as wood, walls and sand do.
 */
function judgeSkin({ part, light }: Patch): number {
  const { width, height, values } = light;
  const inside = new Uint8Array(width * height);
  for (const index of part) inside[index] = 1;
  let [left, right, top, bottom] = [width, 0, height, 0];
  let [rough, sum, squared] = [0, 0, 0];
  const touching = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const index of part) {
    const [x, y] = [index % width, Math.floor(index / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    if (x === 0) touching.left++;
    if (x === width - 1) touching.right++;
    if (y === 0) touching.top++;
    if (y === height - 1) touching.bottom++;
    const here = values[index] ?? 0;
    sum += here;
    squared += here * here;
    if (x < width - 1 && inside[index + 1] === 1) rough += Math.abs((values[index + 1] ?? 0) - here) / part.length;
    if (inside[index + width] === 1) rough += Math.abs((values[index + width] ?? 0) - here) / part.length;
  }
  const across = right - left + 1;
  const down = bottom - top + 1;
  const share = part.length / (width * height);
  const spread = Math.sqrt(Math.max(0, squared / part.length - (sum / part.length) ** 2));
  const along = Math.max(touching.left / height, touching.right / height, touching.top / width);
  return (
    ramp(share, 0.003, 0.008) *
    ramp(share, 0.6, 0.4) *
    ramp(part.length / (across * down), 0.2, 0.4) *
    ramp(Math.max(across / down, down / across), 5, 3) *
    ramp(along, 0.35, 0.15) *
    ramp(touching.left > 0 && touching.right > 0 ? across / width : 0, 1, 0.5) *
    ramp(rough, 14, 8) *
    // One flat colour is paint or paper.
    ramp(spread, 0.5, 2.5)
  );
}
