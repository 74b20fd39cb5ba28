import type { Raster } from "../pixels/raster";
import { throughSharp } from "../pixels/resize";

/**
 * Makes transparent what lies outside of round corners with a radius in pixels, with smooth edges. The
 * result always has alpha.
 */
export async function maskCorners(raster: Raster, radius: number): Promise<Raster> {
  const out = raster.channels === 4 ? raster : await throughSharp(raster, (image) => image.ensureAlpha());
  const { data, width, height } = out;
  const reach = Math.min(Math.ceil(radius), Math.ceil(width / 2), Math.ceil(height / 2));
  for (let y = 0; y < reach; y++) {
    for (let x = 0; x < reach; x++) {
      const distance = Math.hypot(radius - x - 0.5, radius - y - 0.5);
      const share = Math.min(1, Math.max(0, radius - distance + 0.5));
      if (share === 1) continue;
      const columns = new Set([x, width - 1 - x]);
      const rows = new Set([y, height - 1 - y]);
      for (const row of rows) {
        for (const column of columns) {
          const at = (row * width + column) * 4 + 3;
          data[at] = Math.round((data[at] ?? 0) * share);
        }
      }
    }
  }
  return out;
}
