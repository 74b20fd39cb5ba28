import { inRows } from "../../../in-slices";
import type { Raster } from "../../../raster";
import type { Layer } from "../../focus/parts/layer";
import { layerRows } from "../../focus/parts/layer-rows";

/** Levels (0..255) by which a point must become lighter to be noticed. */
const NOTICED = 24;

/** Alpha below which nothing is seen. */
const NOTHING = 16;

/** Share of the pixels that light added as a second exposure (see `screenLight`) makes noticeably lighter. */
export async function seenShare(raster: Raster, layer: Layer, signal: AbortSignal): Promise<number> {
  const { data, width, height, channels } = raster;
  const light = layerRows(layer, width, height);
  let seen = 0;
  await inRows(width, height, signal, (y) => {
    light.moveTo(y);
    for (let x = 0; x < width; x++) {
      const green = light.row[x * 3 + 1] ?? 0;
      if (green * 255 < NOTICED) continue;
      const at = (y * width + x) * channels;
      const isSeen = channels === 3 || (data[at + 3] ?? 0) >= NOTHING;
      if (isSeen && (255 - (data[at + 1] ?? 0)) * Math.min(1, green) >= NOTICED) seen++;
    }
  });
  return seen / (width * height);
}
