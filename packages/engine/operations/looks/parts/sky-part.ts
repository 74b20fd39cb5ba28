import type { Raster } from "../../../pixels/raster";
import type { Mask } from "../../../regions/mask";
import { findSky, SURE } from "../../../regions/sky/find-sky";
import { skyMask } from "../../../regions/sky/sky-mask";

/** Where the sky is, and how far down it reaches, as a share of the height. */
export type SkyPart = { mask: Mask; horizon: number };

/** The sky of a picture; `null` where none is found with enough certainty. */
export async function skyPart(raster: Raster, signal: AbortSignal): Promise<SkyPart | null> {
  const sky = await findSky(raster);
  return sky.confidence < SURE ? null : { mask: await skyMask(raster, sky, signal), horizon: sky.horizon };
}
