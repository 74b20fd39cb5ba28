import { setImmediate as nextTurn } from "node:timers/promises";
import { lumaOf } from "../../pixels/colour-matrix";
import type { Raster } from "../../pixels/raster";
import { planeOf, softened, type Plane } from "../plane";
import { textureOf } from "./texture-of";

/** Texture from which on what has the colours of dusk is foliage before the sky. */
const FOLIAGE = 6;

/** Grain is taken for as strong as the calmest part of the picture shows it, by a factor, as its measure wavers. */
const CALMEST = 0.1;
const GRAIN = 1.6;

/** A small copy, slightly softened, as planes of one quantity each; levels are 0..255. */
export type SmallPicture = {
  red: Plane;
  green: Plane;
  blue: Plane;
  light: Plane;
  /** How much the light changes from pixel to pixel. */
  roughness: Plane;
  /** How much the light varies around each place, on the copy as it was before it was softened. */
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
export async function readColours({ data, width, height }: Raster): Promise<SmallPicture> {
  const channel = (offset: number): Plane =>
    softened(
      planeOf(width, height, (index) => data[index * 4 + offset] ?? 0),
      1,
    );
  const [red, green, blue] = [channel(0), channel(1), channel(2)];
  const at = (plane: Plane, index: number): number => plane.values[index] ?? 0;
  await nextTurn();
  const light = planeOf(width, height, (index) => lumaOf(at(red, index), at(green, index), at(blue, index)));
  const isVisible = (index: number): boolean => (data[index * 4 + 3] ?? 0) > 127;
  const roughness = roughnessOf(light);
  const level = (index: number): number =>
    lumaOf(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0);
  const texture = withoutGrain(textureOf(planeOf(width, height, level)));
  await nextTurn();
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
