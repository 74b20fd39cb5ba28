import type { Plane } from "./plane";

/** The mean around each place, over a square that reaches `radius` places to each side and ends at the border. */
export function boxMean(plane: Plane, radius: number): Plane {
  const { width, height } = plane;
  const across = new Float32Array(width * height);
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) meanLine(plane.values, across, y * width, 1, width, radius);
  for (let x = 0; x < width; x++) meanLine(across, values, x, width, height, radius);
  return { values, width, height };
}

function meanLine(
  from: Float32Array,
  into: Float32Array,
  start: number,
  step: number,
  length: number,
  radius: number,
): void {
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
}
