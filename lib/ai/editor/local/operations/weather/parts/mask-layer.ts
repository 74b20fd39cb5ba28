import type { Layer } from "../../focus/parts/layer";
import { layerRows } from "../../focus/parts/layer-rows";

/** Lets a layer show only as far as another of one channel (0..1), of any size, allows. Overwrites and returns the first. */
export function maskLayer(layer: Layer, mask: Layer): Layer {
  const { values, width, height, channels } = layer;
  const shares = layerRows(mask, width, height);
  for (let y = 0; y < height; y++) {
    shares.moveTo(y);
    for (let at = y * width * channels; at < (y + 1) * width * channels; at++) {
      values[at] = (values[at] ?? 0) * (shares.row[Math.floor(at / channels) - y * width] ?? 0);
    }
  }
  return layer;
}
