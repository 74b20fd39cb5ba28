import type { Raster } from "../../../pixels/raster";
import { throughSharp } from "../../../pixels/through-sharp";
import type { Layer } from "./layer";
import { smallSize } from "./small-size";

/**
 * A small copy as red, green, blue and alpha over 0..1, the shorter side at most `shorter` pixels.
 * The colours are not multiplied by the alpha.
 */
export async function smallLayer(raster: Raster, shorter: number): Promise<Layer> {
  const { width, height } = smallSize(raster, shorter);
  const small = await throughSharp(raster, (image) =>
    image.ensureAlpha().resize(width, height, { fit: "fill", kernel: "linear" }),
  );
  const values = new Float32Array(small.data.length);
  for (let at = 0; at < values.length; at++) values[at] = (small.data[at] ?? 0) / 255;
  return { values, width, height, channels: 4 };
}
