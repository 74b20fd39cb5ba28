import type { Region } from "@/lib/ai/edit-plan";
import { inSlices } from "../in-slices";
import type { Raster } from "../raster";
import type { Work } from "../work";
import type { Mask } from "./mask";
import { notFound } from "./not-found";
import { REGION_FINDERS } from "./region-finders";
import { without } from "./without";

/**
 * Where the regions of a plan are in a picture: only what lies in all of them does.
 * @throws {AppError} `NOTHING_CHANGED`, naming it, when one of them was not found with enough certainty, or
 * nothing lies in all of them.
 */
export async function findMask(raster: Raster, regions: readonly Region[], work: Work): Promise<Mask> {
  const { width, height } = raster;
  let mask: Mask | null = null;
  for (const region of regions) {
    const finder = REGION_FINDERS[region.name];
    const found = await finder(raster, region, work);
    work.signal.throwIfAborted();
    const part = region.except === true ? without(found) : found;
    mask = mask === null ? part : await both(mask, part, work.signal);
  }
  mask ??= { values: new Uint8Array(width * height).fill(255), width, height };
  if (!mask.values.some((value) => value > 0)) throw notFound("a part of the picture that is all of what was named");
  return mask;
}

/** What lies in both. Overwrites and returns the first. */
async function both(mask: Mask, { values: others }: Mask, signal: AbortSignal): Promise<Mask> {
  const { values } = mask;
  await inSlices(values.length, signal, (from, to) => {
    for (let index = from; index < to; index++) {
      values[index] = Math.round(((values[index] ?? 0) * (others[index] ?? 0)) / 255);
    }
  });
  return mask;
}
