import { LUMA } from "../../../pixels/colour-matrix";
import type { Raster } from "../../../pixels/raster";
import type { Plane } from "../../../regions/plane";

/** The luma of every pixel of a small picture, 0..255. */
export function lightPlane({ data, width, height, channels }: Raster): Plane {
  const values = new Float32Array(width * height);
  for (let index = 0; index < values.length; index++) {
    const at = index * channels;
    values[index] = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
  }
  return { values, width, height };
}
