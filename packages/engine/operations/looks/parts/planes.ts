import { LUMA } from "../../../pixels/colour-matrix";
import type { Raster } from "../../../pixels/raster";
import { boxRows, rowsForBox } from "./box-rows";

/** One number per pixel of a working copy, or several side by side, row by row. */
export type Values = Float32Array;

/** Two means over squares of side 2 × radius + 1, the edge repeated: near a Gaussian. `channels` is how many numbers a pixel has. */
export function boxBlur(values: Values, width: number, height: number, radius: number, channels = 1): Values {
  const line = width * channels;
  const out = new Float32Array(values.length);
  const source = (y: number): Float32Array => values.subarray(y * line, (y + 1) * line);
  const once = boxRows(source, { width, height, radius, channels, kept: rowsForBox(radius) });
  const twice = boxRows(once, { width, height, radius, channels, kept: 1 });
  for (let y = 0; y < height; y++) out.set(twice(y), y * line);
  return out;
}

/** Light (0..255) of a raster as a plane. */
export function lightOf({ data, width, height, channels }: Raster): Values {
  const light = new Float32Array(width * height);
  const [red, green, blue] = LUMA;
  for (let index = 0, at = 0; index < light.length; index++, at += channels) {
    light[index] = (data[at] ?? 0) * red + (data[at + 1] ?? 0) * green + (data[at + 2] ?? 0) * blue;
  }
  return light;
}
