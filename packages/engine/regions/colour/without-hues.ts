import { connectedComponents } from "../../pixels/connected-components";
import type { Triple } from "../../pixels/oklab";
import type { Plane } from "../../pixels/plane";

/** From this share on a pixel belongs to a part. */
const IN = 0.3;

/** How far apart the colours on both sides of a part's edge are compared, in pixels. */
const ACROSS = 2;

/** From this distance in Oklab on there is an edge, and less than this share of a part's outline is none around a thing. */
const EDGE = 0.06;
const OUTLINE = 0.4;

/** A part of at least this share of the largest is a thing of its own, as a sky is that fades towards the horizon. */
const LARGE = 0.4;

/**
 * Leaves out parts of a place that pass without an edge into what surrounds them: not things of a colour, but
 * hues within a thing of another, such as the yellow shine of an orange.
 */
export function withoutHues(place: Plane, colours: readonly Triple[]): Plane {
  const { width, height, values } = place;
  const inside = Uint8Array.from(values, (value) => (value > IN ? 1 : 0));
  const parts = connectedComponents(inside, width);
  const largest = parts[0]?.length ?? 0;
  const kept = Float32Array.from(values);
  for (const part of parts) {
    if (part.length >= LARGE * largest) continue;
    let [edges, count] = [0, 0];
    for (const index of part) {
      const [x, y] = [index % width, Math.floor(index / width)];
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const [u, v] = [x + dx * ACROSS, y + dy * ACROSS];
        if (u < 0 || v < 0 || u >= width || v >= height) continue;
        if (inside[index + dx + dy * width] === 1 || inside[v * width + u] === 1) continue;
        if (apart(colours[index], colours[v * width + u]) > EDGE) edges++;
        count++;
      }
    }
    if (edges < count * OUTLINE) for (const index of part) kept[index] = 0;
  }
  return { values: kept, width, height };
}

const apart = (one: Triple = [0, 0, 0], other: Triple = [0, 0, 0]): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

/** Rounds in which each value takes on the mean of its neighbours: about the square of the radius. */
const ROUNDS = 48;

/** Distance in Oklab at which a neighbour hardly counts any more. */
const OTHER_COLOUR = 0.025;

/** Softens a plane where the picture has no edges: a value spreads among neighbours of about the same colour only. */
export function spreadAlong(plane: Plane, colours: readonly Triple[]): Plane {
  const { width, height } = plane;
  const alike = (one: number, other: number): number => {
    const [a, b] = [colours[one], colours[other]];
    if (a === undefined || b === undefined) return 0;
    return Math.exp(
      -((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2) / (2 * OTHER_COLOUR * OTHER_COLOUR),
    );
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
