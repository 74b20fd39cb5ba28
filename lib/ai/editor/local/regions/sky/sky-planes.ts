import { setImmediate as nextTurn } from "node:timers/promises";
import type { Sky } from "./find-sky";
import { planeOf, softened, weightedMean, type Plane } from "./plane";
import { smoothstep } from "./smoothstep";

/** Radii on the small copy, in pixels: the edge of the sky, what lies beside a place, clouds, and the sky as a whole. */
const EDGE = 2;
const BESIDE = 10;
const CLOUD = 2;
const WIDE = 22;

/** How much the contrast between clouds and the sky around them grows. */
const CLOUDS = 1.3;

/** What is known of the sky at each place of the small copy. */
export type SkyPlanes = {
  /** 0..1, how near or inside the sky the place is. */
  near: Plane;
  /** Colour of the sky around it. */
  red: Plane;
  green: Plane;
  blue: Plane;
  /** Share by which a cloud is to be lifted from its surroundings, or a gap lowered. */
  cloud: Plane;
  /** 1 where the sky is smooth; 0 where leaves or wires stand before it. */
  calm: Plane;
};

/** Works out the planes, letting other work of the process run in between. */
export async function skyPlanes({ picture, mask, open }: Sky): Promise<SkyPlanes> {
  const { width, height } = mask;
  const at = (plane: Plane, index: number): number => plane.values[index] ?? 0;
  // Bright sky counts most, so that the gaps between leaves and not the leaves say what the sky is like there.
  const bright = planeOf(width, height, (index) => at(open, index) * (at(picture.light, index) / 255) ** 2);
  const around = async (plane: Plane, radius: number, weights: Plane): Promise<Plane> => {
    await nextTurn();
    return weightedMean(plane, weights, radius, meanWithin(plane, mask));
  };
  const wide = await around(picture.light, WIDE, mask);
  const close = await around(picture.light, CLOUD, mask);
  const rough = softened(picture.roughness, CLOUD);
  return {
    near: softened(mask, EDGE),
    red: await around(picture.red, BESIDE, bright),
    green: await around(picture.green, BESIDE, bright),
    blue: await around(picture.blue, BESIDE, bright),
    cloud: planeOf(width, height, (index) => {
      const level = Math.max(16, at(wide, index));
      return Math.min(0.5, Math.max(-0.3, (CLOUDS * (at(close, index) - level)) / level));
    }),
    calm: planeOf(width, height, (index) => at(mask, index) * (1 - smoothstep(3, 8, at(rough, index)))),
  };
}

function meanWithin(plane: Plane, mask: Plane): number {
  let sum = 0;
  let count = 0;
  for (const [index, isSky] of mask.values.entries()) {
    sum += isSky * (plane.values[index] ?? 0);
    count += isSky;
  }
  return count === 0 ? 0 : sum / count;
}
