import { setImmediate as nextTurn } from "node:timers/promises";
import type { Sky } from "./find-sky";
import { meanWithin } from "./mean-within";
import { planeOf, weightedMean, type Plane } from "../plane";

/** Radii on the small copy, in pixels: a cloud, and the sky as a whole. */
const CLOUD = 2;
const WIDE = 22;

/** How much the contrast between clouds and the sky around them grows. */
const CLOUDS = 1.3;

/** Share by which a cloud is to be lifted from its surroundings, or a gap lowered, for each place of the small copy. */
export async function cloudLift({ picture, mask }: Sky): Promise<Plane> {
  const otherwise = meanWithin(picture.light, mask);
  const wide = weightedMean(picture.light, mask, WIDE, otherwise);
  await nextTurn();
  const close = weightedMean(picture.light, mask, CLOUD, otherwise);
  return planeOf(mask.width, mask.height, (index) => {
    const level = Math.max(16, wide.values[index] ?? 0);
    return Math.min(0.5, Math.max(-0.3, (CLOUDS * ((close.values[index] ?? 0) - level)) / level));
  });
}
