import { inSlices } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import type { Mask } from "../mask";
import { isCutOut, NOTHING } from "./is-cut-out";

/** The subject of a picture that has been cut out already: what covers. `null` when the picture is none such. */
export async function byAlpha(raster: Raster, signal: AbortSignal): Promise<Mask | null> {
  if (!(await isCutOut(raster, signal))) return null;
  const { data, width, height } = raster;
  const values = new Uint8Array(width * height);
  await inSlices(values.length, signal, (from, to) => {
    for (let pixel = from; pixel < to; pixel++) values[pixel] = (data[pixel * 4 + 3] ?? 0) < NOTHING ? 0 : 255;
  });
  return { values, width, height };
}
