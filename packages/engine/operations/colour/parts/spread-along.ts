import type { Triple } from "../../../pixels/oklab";
import type { Plane } from "../../../regions/plane";

/** Rounds in which each value takes on the mean of its neighbours: about the square of the radius. */
const ROUNDS = 48;

/** Distance in Oklab at which a neighbour hardly counts any more. */
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
  // Neighbours outside of the plane weigh nothing.
  const left = shifted(right, 1);
  const above = shifted(below, width);
  const total = Float64Array.from(
    right,
    (share, index) => 1 + share + (below[index] ?? 0) + (left[index] ?? 0) + (above[index] ?? 0),
  );
  let [values, next] = [Float32Array.from(plane.values), new Float32Array(width * height)];
  for (let round = 0; round < ROUNDS; round++) {
    for (let index = 0; index < values.length; index++) {
      const sum =
        (values[index] ?? 0) +
        (right[index] ?? 0) * (values[index + 1] ?? 0) +
        (below[index] ?? 0) * (values[index + width] ?? 0) +
        (left[index] ?? 0) * (values[index - 1] ?? 0) +
        (above[index] ?? 0) * (values[index - width] ?? 0);
      next[index] = sum / (total[index] ?? 1);
    }
    [values, next] = [next, values];
  }
  return { values, width, height };
}

/** The same values, each `by` places later. */
function shifted(values: Float32Array, by: number): Float32Array {
  const out = new Float32Array(values.length);
  out.set(values.subarray(0, Math.max(0, values.length - by)), Math.min(by, values.length));
  return out;
}
