import type { Plane } from "../plane";
import type { SmallPicture } from "./small-picture";

/** How far colours (red, green and blue, 0..255) differ on the whole between halves of an area, and how colourful it is. */
export type ColourTrend = { down: number; sideways: number; colour: number };

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
