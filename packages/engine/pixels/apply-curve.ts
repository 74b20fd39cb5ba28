import { inSlices } from "./in-slices";
import type { Raster } from "./raster";

/** Sends each of red, green and blue through one tone curve over 0..1; alpha stays. Overwrites the raster. */
export async function applyCurve(
  raster: Raster,
  curve: (level: number) => number,
  signal: AbortSignal,
): Promise<Raster> {
  const table = Uint8Array.from({ length: 256 }, (_, level) =>
    Math.round(Math.min(1, Math.max(0, curve(level / 255))) * 255),
  );
  const { data, channels } = raster;
  await inSlices(raster.width * raster.height, signal, (from, to) => {
    for (let at = from * channels; at < to * channels; at += channels) {
      data[at] = table[data[at] ?? 0] ?? 0;
      data[at + 1] = table[data[at + 1] ?? 0] ?? 0;
      data[at + 2] = table[data[at + 2] ?? 0] ?? 0;
    }
  });
  return raster;
}
