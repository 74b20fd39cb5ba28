import { throughSharp } from "../../../pixels/through-sharp";
import type { Raster } from "../../../pixels/raster";

/** A copy without alpha whose longer side is at most `side` pixels. */
export const smallCopy = (raster: Raster, side: number): Promise<Raster> =>
  throughSharp(raster, (image) => image.removeAlpha().resize(side, side, { fit: "inside", withoutEnlargement: true }));
