import type { Plane } from "../../../regions/plane";

/** Works out `length` values, `step` apart from `start` on, from those of one plane into another. */
type Line = (from: Float32Array, into: Float32Array, start: number, step: number, length: number) => void;

/** Sends a plane through what is done to each line of it: first to its rows, then to the columns of what came of them. */
export function alongBoth(plane: Plane, line: Line): Plane {
  const { width, height } = plane;
  const across = new Float32Array(width * height);
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) line(plane.values, across, y * width, 1, width);
  for (let x = 0; x < width; x++) line(across, values, x, width, height);
  return { values, width, height };
}
