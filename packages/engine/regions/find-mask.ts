import { EngineError, quotingWords } from "../errors";
import { inSlices } from "../pixels/in-slices";
import type { Mask, Raster } from "../pixels/raster";
import type { PlannedOperation, Region } from "../plan";
import type { StopSignal } from "../stop-signal";
import { nameRegions } from "../vocabulary/region-names";
import { REGION_NOUNS } from "../vocabulary/regions";
import type { Work } from "../work";
import { notFound, nothingOfColour } from "./failures";
import { coverWhole, invertMask } from "./mask";
import { type Delimited, REGION_FINDERS } from "./region-finders";

/** What is found to a pixel or two by its outline, and has a rim about it where it must be hidden; faces and eyes are drawn large enough. */
const FOUND: ReadonlySet<Region["name"]> = new Set(["subject", "person", "skin", "colour", "thing"]);

/**
 * Where the regions of a plan are in a picture: only what lies in all of them does. `words` are those of the
 * person who named them. Delimited `wholly`, all of the parts has 255.
 * @throws {EngineError} `NOTHING_CHANGED`, naming it, when one of them was not found with enough certainty, or
 * nothing lies in all of them.
 */
export async function findMask(
  raster: Raster,
  regions: readonly Region[],
  work: Work,
  words = "",
  how: Delimited = "softly",
): Promise<Mask> {
  const { width, height } = raster;
  let mask: Mask | null = null;
  for (const region of regions) {
    const finder = REGION_FINDERS[region.name];
    const found = await foundOrAllGreen(regions, region, raster, work, () =>
      finder(raster, region, work, spokenOf(region, words), how),
    );
    work.signal.throwIfAborted();
    if (!found.values.some((value) => value > 0)) throw nothingOf(region, words);
    const isExcepted = region.except === true;
    const soft = isExcepted ? invertMask(found) : found;
    // The edges fade into the middle, beyond their line.
    const isWhole = how === "softly" || (region.name === "edges" && !isExcepted);
    const part = isWhole ? soft : coverWhole(soft, FOUND.has(region.name) && !isExcepted);
    mask = mask === null ? part : both(mask, part, work.signal);
  }
  mask ??= { values: new Uint8Array(width * height).fill(255), width, height };
  if (!mask.values.some((value) => value > 0)) throw nothingInAll(regions);
  return mask;
}

/** From this share of the picture on what is green is the ground, though no sky is to be seen. */
const ALL_GREEN = 0.25;

/**
 * A region by its finder; the ground of a picture that grass fills, so that no sky tells where it ends, is all of it.
 * @throws {EngineError} `NOTHING_CHANGED` when it was not found with enough certainty.
 */
async function foundOrAllGreen(
  regions: readonly Region[],
  region: Region,
  raster: Raster,
  work: Work,
  find: () => Mask | Promise<Mask>,
): Promise<Mask> {
  const isGreen = regions.some(
    ({ name, colour, except }) => name === "colour" && colour === "green" && except !== true,
  );
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof EngineError) || region.name !== "ground" || region.except === true || !isGreen) throw error;
    const mask = await REGION_FINDERS.colour(raster, { name: "colour", colour: "green" }, work, "", "softly");
    const share = mask.values.reduce((sum, value) => sum + value / 255, 0) / mask.values.length;
    if (share < ALL_GREEN) throw error;
    mask.values.fill(255);
    return mask;
  }
}

/** What a region is called: by the person's own word, such as "the people", when there is one. */
function spokenOf(region: Region, words: string): string {
  const noun = region.at === undefined && region.one !== true ? mentionedNoun(region, words) : null;
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
function both(mask: Mask, { values: others }: Mask, signal: StopSignal): Mask {
  const { values } = mask;
  inSlices(values.length, signal, (from, to) => {
    for (let index = from; index < to; index++) {
      values[index] = Math.round(((values[index] ?? 0) * (others[index] ?? 0)) / 255);
    }
  });
  return mask;
}

/**
 * Where the regions of some operations of a plan are in a picture, those from one number to before another, each looked
 * for once; `null` for an operation on the whole picture. What one of them `hides` is delimited wholly. A failure names
 * the operation's words when it is one of several.
 * @throws {EngineError} `NOTHING_CHANGED`, naming it, when one of them was not found with enough certainty.
 */
export async function findMasks(
  raster: Raster,
  operations: readonly PlannedOperation[],
  [from, to]: readonly [from: number, to: number],
  work: Work,
  hides: (operation: PlannedOperation) => boolean,
): Promise<Array<Mask | null>> {
  const found = new Map<string, Mask>();
  const masks: Array<Mask | null> = [];
  for (const [index, operation] of operations.slice(from, to).entries()) {
    const { within = [], words } = operation;
    const how = hides(operation) ? "wholly" : "softly";
    if (within.length === 0) {
      masks.push(null);
      continue;
    }
    const key = JSON.stringify([how, within]);
    const mask =
      found.get(key) ??
      (await quotingWords(operations, from + index, () => findMask(raster, within, work, words, how)));
    found.set(key, mask);
    masks.push(mask);
  }
  return masks;
}

/** The noun by which a person's words speak of a region, such as "people" for a subject; `null` when there is none. */
function mentionedNoun({ name }: Region, words: string): string | null {
  const said = ` ${words.toLowerCase().replaceAll(/[^a-z]+/g, " ")} `;
  const nouns = REGION_NOUNS.filter(({ regions }) => regions[0]?.name === name).flatMap((group) =>
    group.nouns.split("/"),
  );
  return nouns.toSorted((one, other) => other.length - one.length).find((noun) => said.includes(` ${noun} `)) ?? null;
}
