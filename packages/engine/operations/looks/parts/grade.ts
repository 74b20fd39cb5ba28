import { LUMA } from "../../../pixels/colour-matrix";
import { curveThrough, type Points } from "./curve-through";

/** Red, green and blue over 0..1, as sRGB. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** What becomes of a colour, wherever in the picture it stands. The result may leave 0..1. */
export type Grade = (colour: Rgb) => Rgb;

/** A photographer's recipe; what is left out changes nothing. Carried out in this order. */
type Recipe = {
  /** Light let in, in stops, with highlights that roll off. */
  stops?: number;
  /** One tone curve for all channels, as points [level in, level out] over 0..1. */
  tones?: Points;
  red?: Points;
  green?: Points;
  blue?: Points;
  /** 0: no colour … 1: as it is … above: more. */
  saturation?: number;
  /** Added to dark colours. */
  shadows?: Rgb;
  /** Added to colours of middle light. */
  midtones?: Rgb;
  /** Added to light colours. */
  highlights?: Rgb;
};

/** Light of a colour over 0..1 (Rec. 709 luma of sRGB). */
export const lightOf = ([red, green, blue]: Rgb): number => red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];

/** Colour at `share` of the way from one to the other; beyond 1 further on. */
export const between = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** The colour with its distance from the grey of its light multiplied. */
export function saturated(colour: Rgb, factor: number): Rgb {
  const light = lightOf(colour);
  return between([light, light, light], colour, factor);
}

/** Makes a grade of a recipe. */
export function gradeOf(recipe: Recipe): Grade {
  const tones = curveThrough(recipe.tones);
  const [red, green, blue] = [curveThrough(recipe.red), curveThrough(recipe.green), curveThrough(recipe.blue)];
  const { stops = 0, saturation = 1, shadows, midtones, highlights } = recipe;
  const gain = 2 ** (stops / GAMMA);
  const level = (value: number, curve: (level: number) => number): number => curve(tones(exposed(value, gain)));
  return (colour) => {
    const curved: Rgb = [level(colour[0], red), level(colour[1], green), level(colour[2], blue)];
    let graded = saturation === 1 ? curved : saturated(curved, saturation);
    const light = Math.min(1, Math.max(0, lightOf(curved)));
    if (shadows !== undefined) graded = added(graded, shadows, (1 - light) ** 2);
    if (midtones !== undefined) graded = added(graded, midtones, 4 * light * (1 - light));
    if (highlights !== undefined) graded = added(graded, highlights, light ** 2);
    return graded;
  };
}

/** The grade at another strength: below 1 mixed with the colour as it was, above 1 carried further, but less and less so. */
export function atStrength(grade: Grade, amount: number): Grade {
  const share = amount <= 1 ? amount : 1 + (amount - 1) * BEYOND;
  return (colour) => between(colour, grade(colour), share);
}

/** How much a grade grows where more than its usual strength is asked for: twice the strength is 1.4 times the change. */
const BEYOND = 0.4;

/** The eye's scale is about this root of light. */
const GAMMA = 2.2;

function exposed(level: number, gain: number): number {
  if (gain <= 1) return level * gain;
  // A curve through (0,0) and (1,1) that begins with this gain.
  return (level * gain) / (1 + (gain - 1) * level);
}

const added = (colour: Rgb, tone: Rgb, share: number): Rgb => [
  colour[0] + tone[0] * share,
  colour[1] + tone[1] * share,
  colour[2] + tone[2] * share,
];
