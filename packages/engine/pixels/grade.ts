import { LUMA } from "./colour-matrix";
import { smoothstep } from "./smoothstep";
import { type Points, curveThrough } from "./tone-curve";

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

/** Hue in degrees (red 0, green 120, blue 240) and distance of the highest and the lowest channel, 0..1. */
export function hueOf([red, green, blue]: Rgb): { hue: number; chroma: number } {
  const most = Math.max(red, green, blue);
  const chroma = most - Math.min(red, green, blue);
  if (chroma === 0) return { hue: 0, chroma };
  const sixth =
    most === red ? (green - blue) / chroma : most === green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
  return { hue: (sixth * 60 + 360) % 360, chroma };
}

/** 1 between two hues, falling softly to 0 within `soft` degrees outside. `from` < `to`, both 0..360. */
export const isBetween = (hue: number, from: number, to: number, soft: number): number =>
  smoothstep(from - soft, from, hue) * (1 - smoothstep(to, to + soft, hue));

/** Steps along each of red, green and blue: 33 is what cameras and grading programs use. */
const STEPS = 33;

/** A grade worked out once on a lattice of colours: three numbers 0..255 per node, red slowest. */
type GradeTable = {
  nodes: Float32Array;
  /** For each level 0..255: the lower node, and how far beyond it, 0..1. */
  node: Uint8Array;
  part: Float32Array;
};

/** Distances in `nodes` from one node to the next along each channel. */
export const STRIDES = [STEPS * STEPS * 3, STEPS * 3, 3] as const;

/** Works out a grade on the lattice; what leaves the range of colours is cut off there. */
export function gradeTable(grade: Grade): GradeTable {
  const nodes = new Float32Array(STEPS ** 3 * 3);
  const levelOf = (index: number): number => index / (STEPS - 1);
  let at = 0;
  for (let red = 0; red < STEPS; red++) {
    for (let green = 0; green < STEPS; green++) {
      for (let blue = 0; blue < STEPS; blue++) {
        for (const level of grade([levelOf(red), levelOf(green), levelOf(blue)])) {
          nodes[at++] = 255 * Math.min(1, Math.max(0, level));
        }
      }
    }
  }
  const exact = (level: number): number => (level * (STEPS - 1)) / 255;
  const node = Uint8Array.from({ length: 256 }, (_, level) => Math.min(STEPS - 2, Math.floor(exact(level))));
  const part = Float32Array.from({ length: 256 }, (_, level) => exact(level) - (node[level] ?? 0));
  return { nodes, node, part };
}
