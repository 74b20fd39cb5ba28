import type { Mask } from "../pixels/raster";
import { type Pixel, paint } from "./rasters";

/** Repeatable noise of −1..1 for a place. */
export function grain(x: number, y: number): number {
  let hash = Math.imul(x + 374_761, 668_265_263) ^ Math.imul(y + 974_711, 374_761_393);
  hash = Math.imul(hash ^ (hash >>> 13), 1_274_126_177);
  return ((hash ^ (hash >>> 16)) & 0xff_ff) / 0x7f_ff - 1;
}

const WIDTH = 240;
const HEIGHT = 180;

const shaded = ([red, green, blue]: Pixel, by: number): Pixel => [red + by, green + by, blue + by].map(level) as never;
const level = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));

/** Blue, paler towards the horizon, with a little noise. */
export const blueSky = (x: number, y: number): Pixel =>
  shaded([80 + y * 0.9, 135 + y * 0.6, 205 + y * 0.25], 2 * grain(x, y));

/** Grass and earth: green and brown, rough. */
export const meadow = (x: number, y: number): Pixel => shaded([78, 92, 46], 26 * grain(x, y) + 10 * Math.sin(x / 9));

/** Water that mirrors a sky, with ripples that are wider than high. */
export const lake = (x: number, y: number): Pixel =>
  shaded([70, 115, 165], 5 * Math.sin(y * 1.3 + Math.sin(x / 30) * 2) + 2 * grain(x >> 3, y));

/** A wall of one colour, lit from the left, with the noise of a camera. */
export const wall =
  (colour: Pixel) =>
  (x: number, y: number): Pixel =>
    shaded(colour, 20 - x / 8 + 3 * grain(x, y));

/** Leaves out of focus: soft blotches of green and brown. */
export const foliage = (x: number, y: number): Pixel =>
  shaded([96, 104, 66], 18 * Math.sin(x / 17 + Math.sin(y / 13)) + 14 * Math.sin(y / 11) + 5 * grain(x, y));

/** Where in a picture of 240 × 180 something is. */
export type Where = (x: number, y: number) => boolean;

/** A picture of layers, the later before the earlier. */
export const scene = (
  back: (x: number, y: number) => Pixel,
  ...layers: ReadonlyArray<readonly [Where, (x: number, y: number) => Pixel]>
) => paint(WIDTH, HEIGHT, (x, y) => (layers.findLast(([where]) => where(x, y))?.[1] ?? back)(x, y));

/** Everything below a hilly line at about this row. */
export const hills =
  (row: number): Where =>
  (x, y) =>
    y >= row + 7 * Math.sin(x / 21);

export const below =
  (row: number): Where =>
  (_x, y) =>
    y >= row;

export const disc =
  (x: number, y: number, radius: number): Where =>
  (px, py) =>
    Math.hypot(px - x, py - y) < radius;

/** Head and shoulders that stand on the lower edge. */
export const bust: Where = (x, y) =>
  ((x - 120) / 27) ** 2 + ((y - 68) / 34) ** 2 < 1 || (y > 96 && ((x - 120) / 66) ** 2 + ((y - 178) / 76) ** 2 < 1);

/** How far a mask is where it should be: what both have in common, as a share of what either has. */
export function overlap({ values, width }: Mask, where: Where): number {
  let [both, either] = [0, 0];
  for (const [index, value] of values.entries()) {
    const [found, wanted] = [value / 255, where(index % width, Math.floor(index / width)) ? 1 : 0];
    both += Math.min(found, wanted);
    either += Math.max(found, wanted);
  }
  return either === 0 ? 1 : both / either;
}
