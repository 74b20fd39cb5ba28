import type { Plane } from "./plane";

/** The least value around each place, over a square that reaches `radius` places to each side. */
export function boxLeast(plane: Plane, radius: number): Plane {
  const { width, height } = plane;
  const across = new Float32Array(width * height);
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) leastLine(plane.values, across, y * width, 1, width, radius);
  for (let x = 0; x < width; x++) leastLine(across, values, x, width, height, radius);
  return { values, width, height };
}

function leastLine(
  from: Float32Array,
  into: Float32Array,
  start: number,
  step: number,
  length: number,
  radius: number,
): void {
  for (let index = 0; index < length; index++) {
    let least = Infinity;
    for (let near = Math.max(0, index - radius); near <= Math.min(length - 1, index + radius); near++) {
      least = Math.min(least, from[start + near * step] ?? 0);
    }
    into[start + index * step] = least;
  }
}
