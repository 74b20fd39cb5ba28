import { setImmediate as nextTurn } from "node:timers/promises";
import type { Sky } from "./find-sky";
import { meanWithin } from "./mean-within";
import { planeOf, softened, weightedMean, type Plane } from "./plane";
import { smoothstep } from "./smoothstep";

/** Radii on the small copy, in pixels: the edge of the sky, what lies beside a place, and how rough it is there. */
const EDGE = 2;
const BESIDE = 10;
const ROUGH = 2;

/** What is known of the sky at each place of the small copy. */
export type SkyPlanes = {
  /** 0..1, how near or inside the sky the place is. */
  near: Plane;
  /** Colour of the sky around it. */
  red: Plane;
  green: Plane;
  blue: Plane;
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
  const rough = softened(picture.roughness, ROUGH);
  return {
    near: softened(mask, EDGE),
    red: await beside(picture.red),
    green: await beside(picture.green),
    blue: await beside(picture.blue),
    calm: planeOf(width, height, (index) => at(mask, index) * (1 - smoothstep(3, 8, at(rough, index)))),
  };
}
