import type { Raster } from "../../../raster";
import { followEdges } from "../../../regions/follow-edges";
import type { Mask } from "../../../regions/mask";
import { findSky, SURE } from "../../../regions/sky/find-sky";
import { throughSharp } from "../../../through-sharp";

/** Where the sky is, and how far down it reaches, as a share of the height. */
export type SkyPart = { mask: Mask; horizon: number };

/** The sky of a picture with exact edges; `null` where none is found with enough certainty. */
export async function skyMask(raster: Raster, signal: AbortSignal): Promise<SkyPart | null> {
  const { mask, confidence, horizon } = await findSky(raster);
  if (confidence < SURE) return null;
  const { width, height } = mask;
  const small = await throughSharp(raster, (image) => image.ensureAlpha().resize(width, height, { fit: "fill" }));
  return { mask: await followEdges(raster, small, mask, signal), horizon };
}
