import type { Layer } from "./layer";

/** A layer of zeros. */
export const emptyLayer = (width: number, height: number, channels: number): Layer => ({
  values: new Float32Array(width * height * channels),
  width,
  height,
  channels,
});
