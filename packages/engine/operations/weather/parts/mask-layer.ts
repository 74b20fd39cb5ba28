import type { Layer } from "../../focus/parts/layer";
import { layerRows } from "../../focus/parts/layer-rows";

/** Lets a layer show only as far as another of one channel (0..1), of any size, allows. Overwrites and returns the first. */
export function maskLayer(layer: Layer, mask: Layer): Layer {
  const { values, width, height, channels } = layer;
  const shares = layerRows(mask, width, height);
  for (let y = 0; y < height; y++) {
    shares.moveTo(y);
    for (let x = 0, at = y * width * channels; x < width; x++) {
      const share = shares.row[x] ?? 0;
      for (const end = at + channels; at < end; at++) values[at] = (values[at] ?? 0) * share;
    }
  }
  return layer;
}
