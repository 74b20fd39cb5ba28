import { planeOf, type Plane } from "../plane";

/** The largest value in the square of `radius` pixels around each place: what is 1 grows by so much. */
export function widened({ values, width, height }: Plane, radius: number): Plane {
  const across = mostAlong(values, width, width, 1, radius);
  const down = mostAlong(across, height, width, width, radius);
  return planeOf(width, height, (index) => down[index] ?? 0);
}

/** Along lines of `length` pixels that are `step` apart; `width` is that of the plane. */
function mostAlong(values: Float32Array, length: number, width: number, step: number, radius: number): Float32Array {
  return values.map((here, index) => {
    const place = step === 1 ? index % width : Math.floor(index / width);
    let most = here;
    for (let by = -Math.min(radius, place); by <= Math.min(radius, length - 1 - place); by++) {
      most = Math.max(most, values[index + by * step] ?? 0);
    }
    return most;
  });
}
