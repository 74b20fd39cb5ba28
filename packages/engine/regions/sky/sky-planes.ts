import { setImmediate as nextTurn } from "node:timers/promises";
import type { Sky } from "./find-sky";
import { meanWithin } from "./mean-within";
import { planeOf, softened, weightedMean, type Plane } from "../plane";
import { smoothstep } from "../../pixels/smoothstep";
import { widened } from "./widened";

/** Radii on the small copy, in pixels: the edge of the sky, what lies beside a place, and how rough it is there. */
const EDGE = 2;
const BESIDE = 10;
const ROUGH = 2;

/** Pixels of the small copy by which the sky on it may fall short of the true edge. */
const SHORT = 3;

/** Radius on the small copy, in pixels, within which the land beside the sky says what the land is like. */
const LAND = 3;

/** What is known of the sky at each place of the small copy. */
export type SkyPlanes = {
  /** 0..1, how far inside the sky the place is. */
  inside: Plane;
  /** 0..1, how near or inside the sky the place is; 1 wherever the edge of the sky may be. */
  near: Plane;
  /** Colour of the sky around it. */
  red: Plane;
  green: Plane;
  blue: Plane;
  /** Colour of what is beyond the edge of the sky. */
  landRed: Plane;
  landGreen: Plane;
  landBlue: Plane;
  /** 1 where the sky is smooth; 0 where leaves or wires stand before it. */
  calm: Plane;
};

/** Works out the planes, letting other work of the process run in between. */
export async function skyPlanes({ picture, mask, open }: Sky): Promise<SkyPlanes> {
  const { width, height } = mask;
  const at = (plane: Plane, index: number): number => plane.values[index] ?? 0;
  // Bright sky counts most, so that the gaps between leaves and not the leaves say what the sky is like there.
  const bright = planeOf(width, height, (index) => at(open, index) * (at(picture.light, index) / 255) ** 2);
  const beside = async (plane: Plane): Promise<Plane> => {
    await nextTurn();
    return weightedMean(plane, bright, BESIDE, meanWithin(plane, mask));
  };
  const wide = widened(mask, SHORT);
  // One pixel further, as the softened colours of the edge itself are mixed.
  const beyond = widened(wide, 1);
  const land = planeOf(width, height, (index) => 1 - at(beyond, index));
  const besideLand = async (plane: Plane): Promise<Plane> => {
    await nextTurn();
    return weightedMean(plane, land, LAND, meanWithin(plane, land));
  };
  const busy = softened(picture.texture, ROUGH);
  return {
    inside: softened(mask, EDGE),
    near: softened(wide, EDGE),
    red: await beside(picture.red),
    green: await beside(picture.green),
    blue: await beside(picture.blue),
    landRed: await besideLand(picture.red),
    landGreen: await besideLand(picture.green),
    landBlue: await besideLand(picture.blue),
    calm: planeOf(width, height, (index) => at(mask, index) * (1 - smoothstep(3, 8, at(busy, index)))),
  };
}
