import type { Plane } from "../plane";

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
