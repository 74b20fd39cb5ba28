import { inRows } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import type { Mask } from "../mask";
import { planeReader } from "../plane-reader";
import type { Plane } from "../plane";
import { withoutSpecks } from "../without-specks";

/** Bits of each channel that are told apart: finer steps than anybody sees, in a table that fits a processor's cache. */
const BITS = 7;

/** In the table: not worked out yet. Shares are kept in steps of 1/254. */
const UNSET = 255;

/**
 * A mask from the colour of each pixel, where a small plane (0..1) lets it be. `share` tells for a colour
 * how far it belongs, 0..1. Single stray pixels are left out.
 */
export async function byColour(
  raster: Raster,
  share: (red: number, green: number, blue: number) => number,
  where: Plane,
  signal: AbortSignal,
): Promise<Mask> {
  const { data, width, height, channels } = raster;
  const table = new Uint8Array(1 << (3 * BITS)).fill(UNSET);
  const shift = 8 - BITS;
  const middle = (1 << shift) >> 1;
  const reader = planeReader([where], width, height);
  const { first, second, part } = reader;
  const [row = new Float32Array(0)] = reader.rows;
  const values = new Uint8Array(width * height);
  await inRows(width, height, signal, (y) => {
    reader.moveTo(y);
    if (row.every((value) => value === 0)) return;
    for (let x = 0; x < width; x++) {
      const low = row[first[x] ?? 0] ?? 0;
      const here = low + ((row[second[x] ?? 0] ?? 0) - low) * (part[x] ?? 0);
      if (here === 0) continue;
      const at = (y * width + x) * channels;
      const red = (data[at] ?? 0) >> shift;
      const green = (data[at + 1] ?? 0) >> shift;
      const blue = (data[at + 2] ?? 0) >> shift;
      const key = (((red << BITS) | green) << BITS) | blue;
      let level = table[key] ?? 0;
      if (level === UNSET) {
        level = Math.round(
          (UNSET - 1) * share((red << shift) | middle, (green << shift) | middle, (blue << shift) | middle),
        );
        table[key] = level;
      }
      values[y * width + x] = Math.round((level * here * 255) / (UNSET - 1));
    }
  });
  return withoutSpecks({ values, width, height });
}
