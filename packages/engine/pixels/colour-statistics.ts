import { clamp } from "../how-much";
import { LUMA } from "./colour-matrix";
import { type Triple, toLight, toOklab, toSrgb } from "./oklab";
import type { Raster } from "./raster";
import { throughSharp } from "./resize";

/** Longer side of the copy that is sampled, in pixels. */
const SAMPLED = 160;

/** Alpha from which on a pixel counts. */
const VISIBLE = 128;

/** The colours of a small copy in Oklab; transparent pixels are left out. */
export async function sampleLab(raster: Raster): Promise<Triple[]> {
  const { data, channels } = await throughSharp(raster, (image) =>
    image.resize(SAMPLED, SAMPLED, { fit: "inside", withoutEnlargement: true }),
  );
  const colours: Triple[] = [];
  for (let at = 0; at + channels <= data.length; at += channels) {
    if (channels === 4 && (data[at + 3] ?? 0) < VISIBLE) continue;
    colours.push(toOklab((data[at] ?? 0) / 255, (data[at + 1] ?? 0) / 255, (data[at + 2] ?? 0) / 255));
  }
  return colours;
}

/** Mean and standard deviation of each of three axes; there must be at least one colour. */
export function spreadOf(colours: readonly Triple[]): { mean: Triple; spread: Triple } {
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  for (const colour of colours) {
    for (const [axis, value] of colour.entries()) {
      sums[axis] = (sums[axis] ?? 0) + value;
      squares[axis] = (squares[axis] ?? 0) + value * value;
    }
  }
  const mean = (axis: 0 | 1 | 2): number => (sums[axis] ?? 0) / colours.length;
  const spread = (axis: 0 | 1 | 2): number =>
    Math.sqrt(Math.max(0, (squares[axis] ?? 0) / colours.length - mean(axis) ** 2));
  return { mean: [mean(0), mean(1), mean(2)], spread: [spread(0), spread(1), spread(2)] };
}

/** Levels of light whose colours are compared among each other. */
const BANDS = 96;

/**
 * How much the colours of pixels differ that are equally light, in Oklab: about nothing in black and white and
 * in a picture toned by one colour or two, whatever the tone.
 */
export function colourBesideLight(colours: readonly Triple[]): number {
  const bands = Array.from({ length: BANDS }, () => ({ count: 0, a: 0, b: 0, squares: 0 }));
  for (const [lightness, a, b] of colours) {
    const band = bands[Math.min(BANDS - 1, Math.max(0, Math.floor(lightness * BANDS)))];
    if (band === undefined) continue;
    band.count++;
    band.a += a;
    band.b += b;
    band.squares += a * a + b * b;
  }
  let sum = 0;
  for (const { count, a, b, squares } of bands) if (count > 0) sum += squares - (a * a + b * b) / count;
  return Math.sqrt(Math.max(0, sum) / Math.max(1, colours.length));
}

/** Longer side of the copy that is judged, in pixels. */
const JUDGED = 80;

/** Levels 0..255 outside of which a pixel says nothing about the light that fell on it, and alpha from which on it counts. */
const TOO_DARK = 12;
const CLIPPED = 250;
const COUNTED = 128;

/** Power of the mean ("shades of grey", Finlayson and Trezzi): between the plain mean and the lightest pixel. */
const POWER = 4;

/** How often the estimate is made again from what then looks grey. */
const ROUNDS = 4;

/** Strength of colour (Oklab chroma) up to which a pixel is nearly grey, and what more colourful ones still count. */
const NEARLY_GREY = 0.06;
const COLOURFUL_SHARE = 0.04;

/** Never more than this factor, or its inverse: some pictures have nothing grey. */
const MOST = 1.9;

type Light = { red: number; green: number; blue: number };

/** Factors on the light of red, green and blue after which what should be grey is grey; the luma of greys stays. */
export async function neutralGains(raster: Raster): Promise<[red: number, green: number, blue: number]> {
  const lights = await judged(raster);
  let gains: Light = { red: 1, green: 1, blue: 1 };
  for (let round = 0; round < ROUNDS; round++) gains = estimate(lights, gains);
  return [gains.red, gains.green, gains.blue];
}

async function judged(raster: Raster): Promise<Light[]> {
  const { data, channels } = await throughSharp(raster, (image) =>
    image.resize(JUDGED, JUDGED, { fit: "inside", withoutEnlargement: true }),
  );
  const lights: Light[] = [];
  for (let at = 0; at + channels <= data.length; at += channels) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    const most = Math.max(red, green, blue);
    if (most > CLIPPED || most < TOO_DARK || (channels === 4 && (data[at + 3] ?? 0) < COUNTED)) continue;
    lights.push({ red: toLight(red / 255), green: toLight(green / 255), blue: toLight(blue / 255) });
  }
  return lights;
}

/** The gains that make the mean of what `before` leaves nearly grey wholly grey. */
function estimate(lights: readonly Light[], before: Light): Light {
  const sums = { red: 0, green: 0, blue: 0 };
  for (const { red, green, blue } of lights) {
    const level = (light: number, gain: number): number => toSrgb(Math.min(1, light * gain));
    const [, a, b] = toOklab(level(red, before.red), level(green, before.green), level(blue, before.blue));
    const chroma = Math.hypot(a, b) / NEARLY_GREY;
    const share = COLOURFUL_SHARE + Math.exp(-chroma * chroma);
    sums.red += share * red ** POWER;
    sums.green += share * green ** POWER;
    sums.blue += share * blue ** POWER;
  }
  if (Math.min(sums.red, sums.green, sums.blue) <= 0) return before;
  const [red, green, blue] = [sums.red ** (-1 / POWER), sums.green ** (-1 / POWER), sums.blue ** (-1 / POWER)];
  const luma = 1 / (LUMA[0] / red + LUMA[1] / green + LUMA[2] / blue);
  const limited = (gain: number): number => clamp(gain / luma, 1 / MOST, MOST);
  return { red: limited(red), green: limited(green), blue: limited(blue) };
}
