import { LUMA } from "../../../pixels/colour-matrix";
import type { Raster } from "../../../pixels/raster";

/** Samples along each side of the area. */
const SAMPLES = 48;

/** Mean light 0..255 of an area of a picture; what is transparent counts as white. */
export function lightUnder(raster: Raster, area: { left: number; top: number; width: number; height: number }): number {
  const { data, width, height, channels } = raster;
  let sum = 0;
  let count = 0;
  for (let row = 0; row < SAMPLES; row++) {
    for (let column = 0; column < SAMPLES; column++) {
      const x = Math.floor(area.left + ((column + 0.5) / SAMPLES) * area.width);
      const y = Math.floor(area.top + ((row + 0.5) / SAMPLES) * area.height);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const at = (y * width + x) * channels;
      const alpha = channels === 4 ? (data[at + 3] ?? 0) / 255 : 1;
      const light = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
      sum += light * alpha + 255 * (1 - alpha);
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}
