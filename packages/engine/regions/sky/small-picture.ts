import { erode } from "../../pixels/morphology";
import { boxFilter, tentBlur } from "../../pixels/box-filter";
import { lumaOf } from "../../pixels/colour-matrix";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";

/** Texture from which on what has the colours of dusk is foliage before the sky. */
const FOLIAGE = 6;

/** Grain is taken for as strong as the calmest part of the picture shows it, by a factor, as its measure wavers. */
const CALMEST = 0.1;
const GRAIN = 1.6;

/** A small copy, slightly tentBlur, as planes of one quantity each; levels are 0..255. */
export type SmallPicture = {
  red: Plane;
  green: Plane;
  blue: Plane;
  light: Plane;
  /** How much the light changes from pixel to pixel. */
  roughness: Plane;
  /** How much the light varies around each place, on the copy as it was before it was tentBlur. */
  texture: Plane;
  /** 1 for sky blue, 0 for anything else. */
  blueness: Plane;
  /** 1 for sky blue and for clouds. */
  cool: Plane;
  /** 1 where the colour alone could be sky. */
  skyColour: Plane;
  /** 1 where the colour may be sky beside other sky, such as the grey between blue and orange at dusk. */
  besideSky: Plane;
};

/** Reads the planes of a small raster with alpha, letting other work of the process run in between; what is transparent can't be sky. */
export function readColours({ data, width, height }: Raster): SmallPicture {
  const channel = (offset: number): Plane =>
    tentBlur(
      planeOf(width, height, (index) => data[index * 4 + offset] ?? 0),
      1,
    );
  const [red, green, blue] = [channel(0), channel(1), channel(2)];
  const at = (plane: Plane, index: number): number => plane.values[index] ?? 0;
  const light = planeOf(width, height, (index) => lumaOf(at(red, index), at(green, index), at(blue, index)));
  const isVisible = (index: number): boolean => (data[index * 4 + 3] ?? 0) > 127;
  const roughness = roughnessOf(light);
  const level = (index: number): number =>
    lumaOf(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0);
  const texture = withoutGrain(textureOf(planeOf(width, height, level)));
  const marked = (test: (r: number, g: number, b: number, busy: number) => boolean): Plane =>
    planeOf(width, height, (index) =>
      isVisible(index) && test(at(red, index), at(green, index), at(blue, index), at(texture, index)) ? 1 : 0,
    );
  return {
    red,
    green,
    blue,
    light,
    roughness,
    texture,
    blueness: marked(isBlue),
    cool: marked((r, g, b) => isBlue(r, g, b) || isPale(r, g, b)),
    skyColour: marked((r, g, b) => isBlue(r, g, b) || isPale(r, g, b) || isGlow(r, g, b)),
    besideSky: marked(
      (r, g, b, busy) => isBlue(r, g, b) || isPale(r, g, b) || isGlow(r, g, b) || isDusk(r, g, b, busy),
    ),
  };
}

/** What the texture is beyond that of grain, which lies over the whole picture alike. */
function withoutGrain({ values, width, height }: Plane): Plane {
  const calmest = values.toSorted()[Math.floor(values.length * CALMEST)] ?? 0;
  return planeOf(width, height, (index) => Math.max(0, (values[index] ?? 0) - GRAIN * calmest));
}

/** From deep to hazy blue, with the green never far above the blue. */
const isBlue = (r: number, g: number, b: number): boolean =>
  b - r > 10 && b - g > -4 && g - r > -22 && lumaOf(r, g, b) > 35;

/** Cloud and haze: bright with little colour, and none of it green. */
const isPale = (r: number, g: number, b: number): boolean =>
  lumaOf(r, g, b) > 140 && colourOf(r, g, b) < 40 && g - Math.max(r, b) < 6;

/** Dusk and dawn: from yellow over orange to violet, red leading. */
const isGlow = (r: number, g: number, b: number): boolean =>
  lumaOf(r, g, b) > 85 && colourOf(r, g, b) > 50 && r >= g && r >= b && g - b < 130 && r - g < 110;

/** Between day and night; smooth, or it is foliage. */
const isDusk = (r: number, g: number, b: number, busy: number): boolean =>
  lumaOf(r, g, b) > 45 && colourOf(r, g, b) < 60 && g - Math.max(r, b) < 4 && busy < FOLIAGE;

const colourOf = (r: number, g: number, b: number): number => Math.max(r, g, b) - Math.min(r, g, b);

function roughnessOf(light: Plane): Plane {
  const { width, height, values } = light;
  return planeOf(width, height, (index) => {
    const here = values[index] ?? 0;
    const right = index % width < width - 1 ? (values[index + 1] ?? here) : here;
    const below = values[index + width] ?? here;
    return Math.hypot(right - here, below - here);
  });
}

/** Half the side of the square over which texture is measured, in pixels. */
const REACH = 2;

/**
 * How much the values vary within a small square about each place (standard deviation); of the squares that
 * hold the place the calmest counts, so that a smooth area is calm right up to its edge.
 */
function textureOf(plane: Plane): Plane {
  const { width, height, values } = plane;
  const mean = boxFilter(plane, REACH).values;
  const squares = boxFilter({ width, height, values: values.map((value) => value * value) }, REACH).values;
  const spread = mean.map((value, index) => Math.sqrt(Math.max(0, (squares[index] ?? 0) - value * value)));
  return erode({ values: spread, width, height }, REACH);
}

/** The mean of a plane where a mask is 1; 0 when it is nowhere. */
export function meanWithin(plane: Plane, mask: Plane): number {
  let sum = 0;
  let count = 0;
  for (let index = 0; index < mask.values.length; index++) {
    const isInside = mask.values[index] ?? 0;
    sum += isInside * (plane.values[index] ?? 0);
    count += isInside;
  }
  return count === 0 ? 0 : sum / count;
}

/** How far colours (red, green and blue, 0..255) differ on the whole between halves of an area, and how colourful it is. */
type ColourTrend = { down: number; sideways: number; colour: number };

/** Measures the trend where a mask is 1. */
export function colourTrend({ red, green, blue }: SmallPicture, { values, width, height }: Plane): ColourTrend {
  let [count, x, y, colour] = [0, 0, 0, 0];
  for (let index = 0; index < values.length; index++) {
    if (values[index] !== 1) continue;
    count++;
    x += index % width;
    y += Math.floor(index / width);
    const r = red.values[index] ?? 0;
    const g = green.values[index] ?? 0;
    const b = blue.values[index] ?? 0;
    colour += Math.max(r, g, b) - Math.min(r, g, b);
  }
  if (count === 0) return { down: 0, sideways: 0, colour: 0 };
  const [middleX, middleY] = [x / count, y / count];
  const halves = [0, 0, 0, 0].map(() => new Float64Array(4));
  const add = (half: Float64Array | undefined, index: number): void => {
    if (half === undefined) return;
    half[0] = (half[0] ?? 0) + (red.values[index] ?? 0);
    half[1] = (half[1] ?? 0) + (green.values[index] ?? 0);
    half[2] = (half[2] ?? 0) + (blue.values[index] ?? 0);
    half[3] = (half[3] ?? 0) + 1;
  };
  for (let index = 0; index < values.length; index++) {
    if (values[index] !== 1) continue;
    add(halves[index < (middleY + 0.5) * width ? 0 : 1], index);
    add(halves[index % width < middleX ? 2 : 3], index);
  }
  const apart = (one = new Float64Array(4), other = new Float64Array(4)): number =>
    Math.hypot(...[0, 1, 2].map((at) => (one[at] ?? 0) / (one[3] || 1) - (other[at] ?? 0) / (other[3] || 1)));
  return {
    down: height < 2 ? 0 : apart(halves[0], halves[1]),
    sideways: width < 2 ? 0 : apart(halves[2], halves[3]),
    colour: colour / count,
  };
}
