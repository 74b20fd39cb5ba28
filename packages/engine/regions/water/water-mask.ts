import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/through-sharp";
import { followEdges } from "../follow-edges";
import type { Mask } from "../mask";
import { notFound } from "../not-found";
import { findSky } from "../sky/find-sky";
import { planeOf, softened } from "../plane";
import { smoothstep } from "../../pixels/smoothstep";
import { findWater } from "./find-water";

/** The confidence from which on water counts as found. */
const SURE = 0.6;

/**
 * Where a picture shows a lake, a river or the sea.
 * @throws {EngineError} `NOTHING_CHANGED` when none is found with enough certainty; `what` names what was looked for.
 */
export async function waterMask(raster: Raster, what: string, signal: AbortSignal): Promise<Mask> {
  const { mask, confidence } = await findWater(await findSky(raster));
  if (confidence < SURE) throw notFound(what);
  const { width, height } = mask;
  const small = await throughSharp(raster, (image) => image.ensureAlpha().resize(width, height, { fit: "fill" }));
  // Ripples and glints are of the water that is around them.
  const near = softened(mask, 2);
  const closed = planeOf(width, height, (index) => smoothstep(0.35, 0.65, near.values[index] ?? 0));
  return followEdges(raster, small, closed, signal);
}
