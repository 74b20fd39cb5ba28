import type { Raster } from "../../pixels/raster";
import { notFound } from "../not-found";
import { findSky, SURE, type Sky } from "./find-sky";
import { lifted } from "./lifted";

/** The confidence from which on a sky counts as found by night, when much is blue. */
const SURE_BY_NIGHT = 0.8;

/**
 * The sky of a picture, and the picture in which it was seen: a lighter one by night.
 * @throws {EngineError} `NOTHING_CHANGED` when there is no certain sky; `what` names what was looked for.
 */
export async function certainSky(
  raster: Raster,
  what: string,
  signal: AbortSignal,
): Promise<{ sky: Sky; seen: Raster }> {
  const sky = await findSky(raster);
  if (sky.confidence >= SURE) return { sky, seen: raster };
  const seen = await lifted(raster, signal);
  if (seen === null) throw notFound(what);
  const byNight = await findSky(seen);
  if (byNight.confidence < SURE_BY_NIGHT) throw notFound(what);
  return { sky: byNight, seen };
}
