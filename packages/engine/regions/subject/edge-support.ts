import type { Raster } from "../../pixels/raster";
import { oklabOf } from "../oklab-of";

/** How far to both sides of a boundary colours are compared, in pixels of the small copy. */
const REACH = 3;

/** Distance in Oklab from which two colours make an edge. */
const EDGE = 0.05;

/** To the right and down. */
const SIDES = [
  [1, 0],
  [0, 1],
] as const;

/** The share of a mask's boundary that lies on an edge of the picture; a cut through something even does not. */
export function edgeSupport({ data, width, height }: Raster, mask: Uint8Array): number {
  const labAt = (x: number, y: number): readonly [number, number, number] => {
    const at = (y * width + x) * 4;
    return oklabOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  };
  let [boundary, supported] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = mask[y * width + x];
      for (const [dx, dy] of SIDES) {
        if (x + dx >= width || y + dy >= height || mask[(y + dy) * width + x + dx] === here) continue;
        const one = labAt(Math.max(0, x - dx * (REACH - 1)), Math.max(0, y - dy * (REACH - 1)));
        const other = labAt(Math.min(width - 1, x + dx * REACH), Math.min(height - 1, y + dy * REACH));
        boundary++;
        if (Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]) > EDGE) supported++;
      }
    }
  }
  return boundary === 0 ? 0 : supported / boundary;
}
