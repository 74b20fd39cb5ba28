import { partsOf } from "../../../regions/parts";
import type { Triple } from "../../../pixels/oklab";
import type { Plane } from "../../../regions/plane";

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
  const parts = partsOf(inside, width);
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
