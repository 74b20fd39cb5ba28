import { LUMA, lumaOf } from "./colour-matrix";
import type { Raster } from "./raster";

/** One number per pixel, row by row. */
export type Plane = { values: Float32Array; width: number; height: number };

/**
 * Several numbers per pixel, `channels` of them side by side. Often smaller than the picture that it is laid
 * over, and then stretched to it.
 */
export type Layer = Plane & { channels: number };

/** A part of a picture by its place, in pixels, and what of it is to be filled: 255, and 0 for what is known. */
export type Hole = { left: number; top: number; width: number; height: number; values: Uint8Array };

/** How many numbers a pixel has. */
export const channelsOf = (plane: Plane | Layer): number => ("channels" in plane ? plane.channels : 1);

/** A plane of what `value` says of each place. */
export function planeOf(width: number, height: number, value: (index: number) => number): Plane {
  const values = new Float32Array(width * height);
  for (let index = 0; index < values.length; index++) values[index] = value(index);
  return { values, width, height };
}

/** A layer of zeros. */
export const emptyLayer = (width: number, height: number, channels: number): Layer => ({
  values: new Float32Array(width * height * channels),
  width,
  height,
  channels,
});

/** The luma (Rec. 709) of every pixel, 0..255. */
export const lumaPlane = ({ data, width, height, channels }: Raster): Plane =>
  planeOf(width, height, (index) => {
    const at = index * channels;
    return lumaOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  });

/** One channel of a raster, 0..255: 0 red, 1 green, 2 blue. */
export const channelPlane = ({ data, width, height, channels }: Raster, channel: 0 | 1 | 2 | 3): Plane =>
  planeOf(width, height, (index) => data[index * channels + channel] ?? 0);

/** The product of two planes of one size, place by place. */
export function productOf(one: Plane, other: Plane): Plane {
  const values = new Float32Array(one.values.length);
  for (let index = 0; index < values.length; index++) {
    values[index] = (one.values[index] ?? 0) * (other.values[index] ?? 0);
  }
  return { values, width: one.width, height: one.height };
}

/** The light of one place of a layer that begins with red, green and blue, on the layer's own scale. */
export function lumaAt({ values, channels }: Layer, place: number): number {
  const at = place * channels;
  return (values[at] ?? 0) * LUMA[0] + (values[at + 1] ?? 0) * LUMA[1] + (values[at + 2] ?? 0) * LUMA[2];
}
