import type { Region } from "../plan";
import { nameRegions } from "../vocabulary/region-names";
import { EngineError } from "../errors";
import { inSlices } from "../pixels/in-slices";
import type { Raster } from "../pixels/raster";
import type { Work } from "../work";
import type { Mask } from "./mask";
import { nothingOfColour } from "./nothing-of-colour";
import { notFound } from "./not-found";
import { REGION_FINDERS } from "./region-finders";
import { mentionedNoun } from "./mentioned-noun";
import { without } from "./without";

/**
 * Where the regions of a plan are in a picture: only what lies in all of them does. `words` are those of the
 * person who named them.
 * @throws {EngineError} `NOTHING_CHANGED`, naming it, when one of them was not found with enough certainty, or
 * nothing lies in all of them.
 */
export async function findMask(raster: Raster, regions: readonly Region[], work: Work, words = ""): Promise<Mask> {
  const { width, height } = raster;
  let mask: Mask | null = null;
  for (const region of regions) {
    const finder = REGION_FINDERS[region.name];
    const found = await finder(raster, region, work, spokenOf(region, words));
    work.signal.throwIfAborted();
    if (!found.values.some((value) => value > 0)) throw nothingOf(region, words);
    const part = region.except === true ? without(found) : found;
    mask = mask === null ? part : await both(mask, part, work.signal);
  }
  mask ??= { values: new Uint8Array(width * height).fill(255), width, height };
  if (!mask.values.some((value) => value > 0)) throw nothingInAll(regions);
  return mask;
}

/** What a region is called: by the person's own word, such as "the people", when there is one. */
function spokenOf(region: Region, words: string): string {
  const noun = mentionedNoun(region, words);
  return noun === null ? nameRegions([{ ...region, except: false }]) : `the ${noun}`;
}

const nothingOf = (region: Region, words: string): EngineError =>
  region.name === "colour" ? nothingOfColour(region.colour ?? "") : notFound(spokenOf(region, words));

function nothingInAll(regions: readonly Region[]): EngineError {
  const [first = "", ...others] = regions.map((region) => nameRegions([region]));
  return new EngineError("NOTHING_CHANGED", {
    detail: `No part of this picture is in ${first}${others.map((name) => ` and in ${name}`).join("")}, so nothing was changed. It cost nothing.`,
  });
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
