import type { Raster } from "../pixels/raster";
import { throughSharp } from "../pixels/through-sharp";

/** A copy with alpha whose sides are at most `longest` pixels, in the picture's own proportions. */
export async function smallCopy(raster: Raster, longest: number): Promise<Raster> {
  const scale = Math.min(1, longest / Math.max(raster.width, raster.height));
  const width = Math.max(1, Math.round(raster.width * scale));
  const height = Math.max(1, Math.round(raster.height * scale));
  return throughSharp(raster, (image) => image.ensureAlpha().resize(width, height, { fit: "fill" }));
}
