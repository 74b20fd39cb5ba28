import { inRows } from "../../../in-slices";
import type { Raster } from "../../../raster";
import { dither } from "../../focus/parts/dither";
import type { Layer } from "../../focus/parts/layer";
import { layerRows } from "../../focus/parts/layer-rows";

/** Below this much light nothing is added, not even by the dither. */
const NONE = 0.002;

/** Adds light to a picture as a second exposure would: red, green and blue of the layer over 0..1. Overwrites the raster. */
export async function screenLight(raster: Raster, layer: Layer, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const light = layerRows(layer, width, height);
  await inRows(width, height, signal, (y) => {
    light.moveTo(y);
    if (!light.row.some((added) => added >= NONE)) return;
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const noise = dither(x, y);
      for (let channel = 0; channel < 3; channel++) {
        const added = light.row[x * 3 + channel] ?? 0;
        if (added < NONE) continue;
        const was = data[at + channel] ?? 0;
        const level = was + (255 - was) * Math.min(1, added) + noise;
        data[at + channel] = level <= 0 ? 0 : level >= 255 ? 255 : Math.round(level);
      }
    }
  });
  return raster;
}
