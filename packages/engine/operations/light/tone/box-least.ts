import { alongBoth } from "./along-both";
import type { Plane } from "../../../regions/plane";

/** The least value around each place, over a square that reaches `radius` places to each side. */
export function boxLeast(plane: Plane, radius: number): Plane {
  return alongBoth(plane, (from, into, start, step, length) => {
    for (let index = 0; index < length; index++) {
      let least = Infinity;
      for (let near = Math.max(0, index - radius); near <= Math.min(length - 1, index + radius); near++) {
        least = Math.min(least, from[start + near * step] ?? 0);
      }
      into[start + index * step] = least;
    }
  });
}
