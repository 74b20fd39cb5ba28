import { inSlices } from "../../in-slices";
import type { Raster } from "../../raster";
import type { Mask } from "../mask";

/** Alpha below which a pixel counts as nothing. */
const NOTHING = 16;

/** Shares of the picture and of its edges that must be nothing for the rest to be a subject cut out before. */
const EMPTY = 0.04;
const EMPTY_EDGES = 0.6;

/** The subject of a picture that has been cut out already: what covers. `null` when the picture is none such. */
export async function byAlpha(raster: Raster, signal: AbortSignal): Promise<Mask | null> {
  const { data, width, height, channels } = raster;
  if (channels === 3) return null;
  const values = new Uint8Array(width * height);
  let [empty, edges, emptyEdges] = [0, 0, 0];
  await inSlices(values.length, signal, (from, to) => {
    for (let pixel = from; pixel < to; pixel++) {
      const alpha = data[pixel * 4 + 3] ?? 0;
      values[pixel] = alpha < NOTHING ? 0 : 255;
      if (alpha < NOTHING) empty++;
      const x = pixel % width;
      if (x > 0 && x < width - 1 && pixel >= width && pixel < width * (height - 1)) continue;
      edges++;
      if (alpha < NOTHING) emptyEdges++;
    }
  });
  const isCutOut = empty > EMPTY * values.length && empty < values.length && emptyEdges > EMPTY_EDGES * edges;
  return isCutOut ? { values, width, height } : null;
}
