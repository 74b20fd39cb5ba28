import { LUMA } from "../../pixels/colour-matrix";
import type { Raster } from "../../pixels/raster";
import { byColour } from "../colour/by-colour";
import type { Mask } from "../mask";
import { notFound } from "../not-found";
import { partsOf, type Part } from "../parts";
import { findSky, SURE as SURE_OF_SKY } from "../sky/find-sky";
import { planeOf, softened } from "../plane";
import { smoothstep } from "../../pixels/smoothstep";
import { smallCopy } from "../small-copy";
import { judgeSkin } from "./judge-skin";
import { skinShare } from "./skin-share";

/** Longer side of the copy on which skin is looked for, in pixels. */
const SMALL = 256;

/** The confidence from which on a patch counts as skin, where none is surer, and beside a sure one. */
const SURE = 0.6;
const BESIDE = 0.2;

/** Patches that are looked at, the largest first. */
const TRIED = 12;

/**
 * Where a picture shows skin; a sky at dusk may have its colours and is none.
 * @throws {EngineError} `NOTHING_CHANGED` when none is found with enough certainty; `what` names what was looked for.
 */
export async function skinMask(raster: Raster, what: string, signal: AbortSignal): Promise<Mask> {
  const { data, width, height } = await smallCopy(raster, SMALL);
  const levels = (index: number): [number, number, number] => [
    data[index * 4] ?? 0,
    data[index * 4 + 1] ?? 0,
    data[index * 4 + 2] ?? 0,
  ];
  const found = planeOf(width, height, (index) => ((data[index * 4 + 3] ?? 0) < 128 ? 0 : skinShare(...levels(index))));
  const light = planeOf(width, height, (index) =>
    levels(index).reduce((sum, level, channel) => sum + level * (LUMA[channel] ?? 0), 0),
  );
  const near = softened(found, 1);
  const patches = partsOf(
    Uint8Array.from(near.values, (value) => (value > 0.5 ? 1 : 0)),
    width,
  ).slice(0, TRIED);
  const judged = patches.map((part) => ({ part, confidence: judgeSkin({ part, light }) }));
  const isNone = (tried: typeof judged): boolean => tried.every(({ confidence }) => confidence < SURE);
  // Without a likely patch there is no need to look for the sky.
  if (isNone(judged)) throw notFound(what);
  const sky = await findSky(raster);
  const isSky = (part: Part): boolean =>
    sky.confidence >= SURE_OF_SKY &&
    part.filter((index) => {
      const x = Math.floor(((index % width) * sky.mask.width) / width);
      const y = Math.floor((Math.floor(index / width) * sky.mask.height) / height);
      return sky.mask.values[y * sky.mask.width + x] === 1;
    }).length >
      part.length / 2;
  const skin = judged.filter(({ part }) => !isSky(part));
  if (isNone(skin)) throw notFound(what);
  const where = planeOf(width, height, () => 0);
  for (const { part, confidence } of skin) {
    if (confidence >= BESIDE) for (const index of part) where.values[index] = 1;
  }
  const around = softened(where, 1);
  const soft = planeOf(width, height, (index) => smoothstep(0.05, 0.5, around.values[index] ?? 0));
  return byColour(raster, skinShare, soft, signal);
}
