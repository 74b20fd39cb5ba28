import { alongBoth } from "./along-both";
import type { Plane } from "../../../regions/plane";

/** The mean around each place, over a square that reaches `radius` places to each side and ends at the border. */
export function boxMean(plane: Plane, radius: number): Plane {
  return alongBoth(plane, (from, into, start, step, length) => {
    const at = (index: number): number => from[start + index * step] ?? 0;
    let sum = 0;
    let count = 0;
    for (let index = 0; index < Math.min(radius, length); index++) {
      sum += at(index);
      count++;
    }
    for (let index = 0; index < length; index++) {
      if (index + radius < length) {
        sum += at(index + radius);
        count++;
      }
      if (index - radius - 1 >= 0) {
        sum -= at(index - radius - 1);
        count--;
      }
      into[start + index * step] = sum / count;
    }
  });
}
