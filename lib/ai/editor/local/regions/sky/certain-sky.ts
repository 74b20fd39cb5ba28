import type { Raster } from "../../raster";
import { notFound } from "../not-found";
import { findSky, SURE, type Sky } from "./find-sky";

/** @throws {AppError} `NOTHING_CHANGED` when there is no certain sky; `what` names what was looked for. */
export async function certainSky(raster: Raster, what: string): Promise<Sky> {
  const sky = await findSky(raster);
  if (sky.confidence < SURE) throw notFound(what);
  return sky;
}
