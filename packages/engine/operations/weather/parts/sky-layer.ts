import type { Raster } from "../../../pixels/raster";
import type { Sky } from "../../../regions/sky/find-sky";
import { skyMask } from "../../../regions/sky/sky-mask";
import { throughSharp } from "../../../pixels/through-sharp";
import { emptyLayer } from "../../focus/parts/empty-layer";
import type { Layer } from "../../focus/parts/layer";
import { smallSize } from "../../focus/parts/small-size";

/** How much of each place is sky, 0..1, with branches and roofs left out, on a copy whose shorter side is at most `shorter`. */
export async function skyLayer(raster: Raster, sky: Sky, shorter: number, signal: AbortSignal): Promise<Layer> {
  const { width, height } = smallSize(raster, shorter);
  const small =
    width === raster.width && height === raster.height
      ? raster
      : await throughSharp(raster, (image) => image.resize(width, height, { fit: "fill" }));
  const mask = await skyMask(small, sky, signal);
  const layer = emptyLayer(width, height, 1);
  for (let place = 0; place < layer.values.length; place++) layer.values[place] = (mask.values[place] ?? 0) / 255;
  return layer;
}
