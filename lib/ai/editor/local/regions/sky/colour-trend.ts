import type { Plane } from "./plane";
import type { SmallPicture } from "./small-picture";

/** How far colours (red, green and blue, 0..255) differ on the whole between halves of an area, and how colourful it is. */
export type ColourTrend = { down: number; sideways: number; colour: number };

/** Measures the trend where a mask is 1. */
export function colourTrend({ red, green, blue }: SmallPicture, { values, width, height }: Plane): ColourTrend {
  const planes = [red.values, green.values, blue.values];
  let [count, x, y, colour] = [0, 0, 0, 0];
  for (const [index, isInside] of values.entries()) {
    if (isInside !== 1) continue;
    count++;
    x += index % width;
    y += Math.floor(index / width);
    const levels = planes.map((plane) => plane[index] ?? 0);
    colour += Math.max(...levels) - Math.min(...levels);
  }
  if (count === 0) return { down: 0, sideways: 0, colour: 0 };
  const [middleX, middleY] = [x / count, y / count];
  const halves = [0, 0, 0, 0].map(() => [0, 0, 0, 0]);
  const add = (half: number[] | undefined, index: number): void => {
    if (half === undefined) return;
    half[3] = (half[3] ?? 0) + 1;
    for (const [channel, plane] of planes.entries()) half[channel] = (half[channel] ?? 0) + (plane[index] ?? 0);
  };
  for (const [index, isInside] of values.entries()) {
    if (isInside !== 1) continue;
    add(halves[index < (middleY + 0.5) * width ? 0 : 1], index);
    add(halves[index % width < middleX ? 2 : 3], index);
  }
  const apart = (one: number[] = [], other: number[] = []): number =>
    Math.hypot(...[0, 1, 2].map((at) => (one[at] ?? 0) / (one[3] || 1) - (other[at] ?? 0) / (other[3] || 1)));
  return {
    down: height < 2 ? 0 : apart(halves[0], halves[1]),
    sideways: width < 2 ? 0 : apart(halves[2], halves[3]),
    colour: colour / count,
  };
}
