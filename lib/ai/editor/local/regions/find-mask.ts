import type { Region } from "@/lib/ai/edit-plan";
import type { Raster } from "../raster";
import type { Work } from "../work";
import type { Mask } from "./mask";
import { REGION_FINDERS } from "./region-finders";

/**
 * Where the regions of a plan are in a picture: only what lies in all of them.
 * @throws {AppError} `NOTHING_CHANGED`, naming it, when one of them was not found with enough certainty.
 */
export async function findMask(raster: Raster, regions: readonly Region[], work: Work): Promise<Mask> {
  const { width, height } = raster;
  const values = new Uint8Array(width * height).fill(255);
  for (const region of regions) {
    const found = await REGION_FINDERS[region.name](raster, region, work);
    const turn = region.except === true ? 255 : 0;
    for (let index = 0; index < values.length; index++) {
      values[index] = Math.round(((values[index] ?? 0) * ((found.values[index] ?? 0) ^ turn)) / 255);
    }
    work.signal.throwIfAborted();
  }
  return { values, width, height };
}
