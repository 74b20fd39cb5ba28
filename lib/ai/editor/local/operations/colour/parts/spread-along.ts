import type { Triple } from "../../../oklab";
import type { Plane } from "../../../regions/sky/plane";

/** Rounds in which each value takes on the mean of its neighbours: about the square of the radius. */
const ROUNDS = 48;

/** Distance in Triple at which a neighbour hardly counts any more. */
const EDGE = 0.025;

/** Softens a plane where the picture has no edges: a value spreads among neighbours of about the same colour only. */
export function spreadAlong(plane: Plane, colours: readonly Triple[]): Plane {
  const { width, height } = plane;
  const alike = (one: number, other: number): number => {
    const [a, b] = [colours[one], colours[other]];
    if (a === undefined || b === undefined) return 0;
    return Math.exp(-((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2) / (2 * EDGE * EDGE));
  };
  const right = new Float32Array(width * height);
  const below = new Float32Array(width * height);
  for (let index = 0; index < right.length; index++) {
    if (index % width < width - 1) right[index] = alike(index, index + 1);
    if (index + width < right.length) below[index] = alike(index, index + width);
  }
  let values = Float32Array.from(plane.values);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float32Array(values.length);
    for (let index = 0; index < values.length; index++) {
      const [r, d] = [right[index] ?? 0, below[index] ?? 0];
      const [l, u] = [right[index - 1] ?? 0, below[index - width] ?? 0];
      const sum =
        (values[index] ?? 0) +
        (r === 0 ? 0 : r * (values[index + 1] ?? 0)) +
        (d === 0 ? 0 : d * (values[index + width] ?? 0)) +
        (l === 0 ? 0 : l * (values[index - 1] ?? 0)) +
        (u === 0 ? 0 : u * (values[index - width] ?? 0));
      next[index] = sum / (1 + r + d + l + u);
    }
    values = next;
  }
  return { values, width, height };
}
