/** One number per pixel, row by row. */
export type Plane = { values: Float32Array; width: number; height: number };

export function planeOf(width: number, height: number, value: (index: number) => number): Plane {
  const values = new Float32Array(width * height);
  for (let index = 0; index < values.length; index++) values[index] = value(index);
  return { values, width, height };
}

/** A blur of about Gaussian shape: two box means of `radius` along rows and columns, the edge repeated. */
export function softened(plane: Plane, radius: number): Plane {
  return boxMean(boxMean(plane, radius), radius);
}

/** The mean of the square of `radius` pixels around each place, the edge repeated. */
export function boxMean({ values, width, height }: Plane, radius: number): Plane {
  const across = meanAlong(values, height, width, width, 1, radius);
  return { values: meanAlong(across, width, height, 1, width, radius), width, height };
}

function meanAlong(
  values: Float32Array,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
  radius: number,
): Float32Array {
  const out = new Float32Array(values.length);
  const count = 2 * radius + 1;
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    const last = start + (length - 1) * step;
    const first = values[start] ?? 0;
    const end = values[last] ?? 0;
    let sum = 0;
    for (let index = -radius; index <= radius; index++) {
      sum += index < 0 ? first : (values[Math.min(last, start + index * step)] ?? 0);
    }
    let enters = start + (radius + 1) * step;
    let leaves = start - radius * step;
    for (let at = start; at <= last; at += step) {
      out[at] = sum / count;
      sum += (enters < last ? (values[enters] ?? 0) : end) - (leaves > start ? (values[leaves] ?? 0) : first);
      enters += step;
      leaves += step;
    }
  }
  return out;
}

/** The mean of what `weights` lets count around each pixel; `otherwise` where nothing does. */
export function weightedMean(plane: Plane, weights: Plane, radius: number, otherwise: number): Plane {
  const { width, height } = plane;
  const weighed = new Float32Array(width * height);
  for (let index = 0; index < weighed.length; index++) {
    weighed[index] = (plane.values[index] ?? 0) * (weights.values[index] ?? 0);
  }
  const sum = softened({ values: weighed, width, height }, radius).values;
  const total = softened(weights, radius).values;
  const values = new Float32Array(width * height);
  for (let index = 0; index < values.length; index++) {
    const count = total[index] ?? 0;
    values[index] = count < 0.001 ? otherwise : (sum[index] ?? 0) / count;
  }
  return { values, width, height };
}
