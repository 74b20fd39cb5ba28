import { oklabOf } from "../../pixels/oklab";
import type { Sky } from "../sky/find-sky";
import { type SmallPicture, meanWithin } from "../sky/small-picture";

/** Hues of water in Oklab, in degrees: from sea green over blue to violet dusk. No leaf is among them. */
const HUES = [155, 320] as const;

/** Below this distance from grey the hue says nothing. */
const GREY = 0.035;

/** What is darker than this (light of 0..255), or than this share of the sky's light, stands before the water. */
const DARK = 14;
const DARK_TO_SKY = 0.24;

/** How far in hue and chroma (Oklab's a and b), and in lightness, water may be from a sky that it mirrors. */
const LIKE_SKY = 0.04;
const LIGHTER = 0.12;
const DARKER = 0.35;

/** Levels of light by which water may change from column to column and from row to row, on the small copy. */
const ACROSS = 5;
const DOWN = 16;

/** 1 where colour and smoothness alone could be water, else 0; of the sky (when it is certain) nothing is. What is darker than `dark` stands before it. */
export function waterColours(picture: SmallPicture, sky: Sky | null): { dark: number; could: Uint8Array } {
  const { width } = picture.light;
  const levels = (index: number): [number, number, number] => [
    Math.round(picture.red.values[index] ?? 0),
    Math.round(picture.green.values[index] ?? 0),
    Math.round(picture.blue.values[index] ?? 0),
  ];
  const dark = sky === null ? DARK : Math.max(DARK, DARK_TO_SKY * meanWithin(picture.light, sky.mask));
  const mirrored = sky === null ? [] : bandsOf(sky, levels);
  const light = picture.light.values;
  const could = Uint8Array.from(light, (here, index) => {
    if (here < dark || sky?.mask.values[index] === 1) return 0;
    const across = index % width < width - 1 ? Math.abs((light[index + 1] ?? 0) - here) : 0;
    if (across > ACROSS || Math.abs((light[index + width] ?? here) - here) > DOWN) return 0;
    const [lightness, a, b] = oklabOf(...levels(index));
    const hue = ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
    const isWatery = Math.hypot(a, b) < GREY || (hue > HUES[0] && hue < HUES[1]);
    const isMirror = mirrored.some(
      (band) =>
        Math.hypot(a - band[1], b - band[2]) < LIKE_SKY &&
        lightness < band[0] + LIGHTER &&
        lightness > band[0] - DARKER,
    );
    return isWatery || isMirror ? 1 : 0;
  });
  return { dark, could };
}

/** Mean colours of the sky in a few bands from top to horizon, in Oklab. */
function bandsOf({ mask, horizon }: Sky, levels: (index: number) => [number, number, number]) {
  const BANDS = 6;
  const sums = Array.from({ length: BANDS }, () => [0, 0, 0, 0]);
  const bottom = Math.max(1, horizon * mask.height);
  for (const [index, isSky] of mask.values.entries()) {
    const sum = sums[Math.min(BANDS - 1, Math.floor((Math.floor(index / mask.width) * BANDS) / bottom))];
    if (isSky !== 1 || sum === undefined) continue;
    for (const [part, value] of [1, ...oklabOf(...levels(index))].entries()) sum[part] = (sum[part] ?? 0) + value;
  }
  return sums
    .filter(([count = 0]) => count > mask.width / 4)
    .map(([count = 1, lightness = 0, a = 0, b = 0]) => [lightness / count, a / count, b / count] as const);
}
