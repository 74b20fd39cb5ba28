import { boxMean, planeOf, type Plane } from "../plane";

/** Half the side of the square over which texture is measured, in pixels. */
const REACH = 2;

/**
 * How much the values vary within a small square about each place (standard deviation); of the squares that
 * hold the place the calmest counts, so that a smooth area is calm right up to its edge.
 */
export function textureOf(plane: Plane): Plane {
  const { width, height, values } = plane;
  const mean = boxMean(plane, REACH).values;
  const squares = boxMean({ width, height, values: values.map((value) => value * value) }, REACH).values;
  const spread = mean.map((value, index) => Math.sqrt(Math.max(0, (squares[index] ?? 0) - value * value)));
  return planeOf(width, height, (index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    let least = Number.POSITIVE_INFINITY;
    for (const column of [Math.max(0, x - REACH), x, Math.min(width - 1, x + REACH)]) {
      for (const row of [Math.max(0, y - REACH), y, Math.min(height - 1, y + REACH)]) {
        least = Math.min(least, spread[row * width + column] ?? 0);
      }
    }
    return least;
  });
}
