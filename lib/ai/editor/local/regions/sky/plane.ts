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
  for (let line = 0; line < lines; line++) {
    const at = (index: number): number =>
      values[line * lineStep + Math.min(length - 1, Math.max(0, index)) * step] ?? 0;
    let sum = 0;
    for (let index = -radius; index <= radius; index++) sum += at(index);
    for (let index = 0; index < length; index++) {
      out[line * lineStep + index * step] = sum / (2 * radius + 1);
      sum += at(index + radius + 1) - at(index - radius);
    }
  }
  return out;
}

/** The mean of what `weights` lets count around each pixel; `otherwise` where nothing does. */
export function weightedMean(plane: Plane, weights: Plane, radius: number, otherwise: number): Plane {
  const { width, height } = plane;
  const weight = (index: number): number => weights.values[index] ?? 0;
  const sum = softened(
    planeOf(width, height, (index) => (plane.values[index] ?? 0) * weight(index)),
    radius,
  );
  const total = softened(weights, radius);
  return planeOf(width, height, (index) => {
    const count = total.values[index] ?? 0;
    return count < 0.001 ? otherwise : (sum.values[index] ?? 0) / count;
  });
}
