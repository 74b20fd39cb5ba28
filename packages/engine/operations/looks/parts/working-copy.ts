import type { Raster } from "../../../pixels/raster";
import { throughSharp } from "../../../pixels/through-sharp";

/** A copy without alpha whose shorter side is at most `shorter` pixels, and whose longer one at most four times that. */
export async function workingCopy(raster: Raster, shorter: number): Promise<Raster> {
  const { width, height } = raster;
  const scale = Math.min(1, shorter / Math.min(width, height), (4 * shorter) / Math.max(width, height));
  const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  return throughSharp(raster, (image) => image.removeAlpha().resize(across, down, { fit: "fill" }));
}

/** A raster without alpha at another size, smoothly. */
export const atSize = (raster: Raster, width: number, height: number): Promise<Raster> =>
  raster.width === width && raster.height === height
    ? Promise.resolve(raster)
    : throughSharp(raster, (image) => image.resize(width, height, { fit: "fill", kernel: "cubic" }));
