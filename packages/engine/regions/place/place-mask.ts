import { inRows } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import type { Mask } from "../mask";

/** How a place fades: for each column and each row a share 0..1, and how both make that of a pixel. */
export type Place = {
  across: (x: number) => number;
  down: (y: number) => number;
  both: (across: number, down: number) => number;
};

/** A mask that depends on the place alone; `across` and `down` get the middle of a pixel as a share 0..1 of the picture. */
export async function placeMask({ width, height }: Raster, place: Place, signal: AbortSignal): Promise<Mask> {
  const columns = Float32Array.from({ length: width }, (_, x) => place.across((x + 0.5) / width));
  const values = new Uint8Array(width * height);
  await inRows(width, height, signal, (y) => {
    const down = place.down((y + 0.5) / height);
    for (let x = 0; x < width; x++) values[y * width + x] = Math.round(255 * place.both(columns[x] ?? 0, down));
  });
  return { values, width, height };
}
