import { clamp } from "../how-much";
import { LUMA, lumaOf } from "./colour-matrix";
import { type Triple, toLight, toOklab, toSrgb } from "./oklab";
import type { Raster } from "./raster";
import { throughSharp } from "./resize";
import { smoothstep } from "./smoothstep";

/** Longer side of the copy that is judged, in pixels. */
const JUDGED = 80;

/** Light outside of which a pixel says nothing about the light that fell on it, and alpha from which on it counts. */
const TOO_DARK = toLight(12 / 255);
const CLIPPED = toLight(250 / 255);
const COUNTED = 128;

/** Powers of the means ("shades of grey", Finlayson and Trezzi) from which the search starts: the plain mean … nearly the lightest pixel. */
const POWERS = [1, 4, 10] as const;

/** Power of the mean of what then is nearly grey. */
const POWER = 4;

/** How often an estimate is made again from what by itself looks grey. */
const ROUNDS = 6;

/** Strength of colour (Oklab chroma) up to which a pixel is nearly grey, and what more colourful ones still count. */
const NEARLY_GREY = 0.05;
const COLOURFUL_SHARE = 0.02;

/**
 * How much of the picture must be grey more, for each doubling of a channel beside another, that a stronger cast is
 * believed; of a warm one more, for evening light, candles and autumn are to stay what they are.
 */
const DOUBT = 0.05;
const DOUBT_OF_WARMTH = 0.095;

/** By how much the light is raised at most so that a cast is no loss of it. */
const LARGER = 1.08;

/** Never more than this factor, or its inverse: some pictures have nothing grey. */
const MOST = 4;

/** Factors on the light of red, green and blue. */
export type Gains = readonly [red: number, green: number, blue: number];

export type Neutral = {
  /** After these what should be grey is grey; the luma of greys stays. */
  gains: Gains;
  /** How much of the picture is nearly grey as it is, and how much would be then, 0..1. */
  greyBefore: number;
  greyAfter: number;
};

/**
 * What light a picture was taken in, by what can be grey in it: from several means of its colours on, the estimate is made
 * again from what it makes nearly grey, and that one is taken by which most of the picture is, unless it takes much for
 * little. A picture of nothing grey has its own colour for a cast: `greyAfter` tells.
 */
export async function neutralOf(raster: Raster): Promise<Neutral> {
  const all = await lightsOf(raster);
  const lights = all.filter((light) => Math.max(...light) <= CLIPPED && Math.max(...light) >= TOO_DARK);
  const none: Gains = [1, 1, 1];
  const starts = [none, ...POWERS.map((power) => meanGains(lights, power, () => 1) ?? none)];
  const greyBefore = greyness(lights, none);
  let best: Neutral = { gains: none, greyBefore, greyAfter: greyBefore };
  let most = greyBefore;
  for (const start of starts) {
    let gains = start;
    for (let round = 0; round < ROUNDS; round++) gains = estimate(lights, gains);
    const greyAfter = greyness(lights, gains);
    const isWarm = gains[0] < gains[1] && gains[1] < gains[2];
    const score = greyAfter - (isWarm ? DOUBT_OF_WARMTH : DOUBT) * strengthOf(gains);
    if (score > most) [best, most] = [{ gains, greyBefore, greyAfter }, score];
  }
  return { ...best, gains: asLight(all, best.gains) };
}

/** Share of the pixels that are lighter than the lightest that counts. */
const LIGHTEST = 0.01;

/**
 * The same gains, all larger by so much as the lightest pixels would lose of what their strongest channel had: who takes
 * a colour out of the light does not want less of it. No more than what a grey in this light has in one channel.
 */
function asLight(lights: readonly Gains[], gains: Gains): Gains {
  const [red, green, blue] = gains;
  const lightest = (value: (light: Gains) => number): number =>
    lights.map(value).toSorted((one, other) => other - one)[Math.floor(lights.length * LIGHTEST)] ?? 1;
  const before = lightest((light) => Math.max(...light));
  const after = lightest(([r, g, b]) => Math.min(1, Math.max(r * red, g * green, b * blue)));
  const larger = clamp(before / Math.max(after, 1e-4), 1, Math.min(LARGER, 1 / Math.min(...gains)));
  return [red * larger, green * larger, blue * larger];
}

/** How far the factors are apart, in doublings. */
export const strengthOf = (gains: Gains): number => Math.log2(Math.max(...gains) / Math.min(...gains));

async function lightsOf(raster: Raster): Promise<Gains[]> {
  const { data, channels } = await throughSharp(raster, (image) =>
    image.resize(JUDGED, JUDGED, { fit: "inside", withoutEnlargement: true }),
  );
  const lights: Gains[] = [];
  for (let at = 0; at + channels <= data.length; at += channels) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    if (channels === 4 && (data[at + 3] ?? 0) < COUNTED) continue;
    lights.push([toLight(red / 255), toLight(green / 255), toLight(blue / 255)]);
  }
  return lights;
}

/** 1 for a grey after these gains, falling to 0 with its colour. */
function greyOf([red, green, blue]: Gains, [ofRed, ofGreen, ofBlue]: Gains): number {
  const level = (light: number): number => toSrgb(Math.min(1, light));
  const [, a, b] = toOklab(level(red * ofRed), level(green * ofGreen), level(blue * ofBlue));
  return Math.exp(-(a * a + b * b) / (NEARLY_GREY * NEARLY_GREY));
}

/** How much of the picture is nearly grey after these gains, lighter pixels counting more. */
function greyness(lights: readonly Gains[], gains: Gains): number {
  let [sum, total] = [0, 0];
  for (const light of lights) {
    const weight = Math.sqrt(lumaOf(...light));
    sum += weight * greyOf(light, gains);
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}

/** The gains that make the mean of what `before` leaves nearly grey wholly grey. */
const estimate = (lights: readonly Gains[], before: Gains): Gains =>
  meanGains(lights, POWER, (light) => COLOURFUL_SHARE + greyOf(light, before)) ?? before;

/** The gains that make a weighted mean of this power grey; `null` where a channel has no light. */
function meanGains(lights: readonly Gains[], power: number, weight: (light: Gains) => number): Gains | null {
  const sums = [0, 0, 0];
  for (const light of lights) {
    const share = weight(light);
    for (let channel = 0; channel < 3; channel++) {
      sums[channel] = (sums[channel] ?? 0) + share * (light[channel] ?? 0) ** power;
    }
  }
  if (Math.min(...sums) <= 0) return null;
  const [red = 1, green = 1, blue = 1] = sums.map((sum) => sum ** (-1 / power));
  const luma = 1 / (LUMA[0] / red + LUMA[1] / green + LUMA[2] / blue);
  const limited = (gain: number): number => clamp(gain / luma, 1 / MOST, MOST);
  return [limited(red), limited(green), limited(blue)];
}

/** Clipped white has lost its cast: from the first level on, 0..1, it is changed less, at the second not at all. */
const NEARLY_CLIPPED = 0.93;
const WHOLLY_CLIPPED = 1;

/** An sRGB colour 0..1 in the light that these gains make of its own; clipped white stays. */
export function balanced([red, green, blue]: Triple, gains: Gains): Triple {
  const kept = 1 - smoothstep(NEARLY_CLIPPED, WHOLLY_CLIPPED, Math.min(red, green, blue));
  const level = (own: number, gain: number): number => own + (toSrgb(Math.min(1, toLight(own) * gain)) - own) * kept;
  return [level(red, gains[0]), level(green, gains[1]), level(blue, gains[2])];
}
