import { inRows } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";

/** Lays a raster with alpha over another at a place, which may lie partly outside. Overwrites and returns the lower one. */
export async function overlay(
  under: Raster,
  over: Raster,
  place: { left: number; top: number },
  signal: AbortSignal,
): Promise<Raster> {
  const { data, width, height, channels } = under;
  const from = Math.max(0, -place.left);
  const to = Math.min(over.width, width - place.left);
  await inRows(over.width, over.height, signal, (row) => {
    const y = place.top + row;
    if (y < 0 || y >= height) return;
    for (let x = from; x < to; x++) {
      const source = (row * over.width + x) * 4;
      const alpha = (over.data[source + 3] ?? 0) / 255;
      if (alpha === 0) continue;
      const at = (y * width + place.left + x) * channels;
      const below = channels === 4 ? (data[at + 3] ?? 0) / 255 : 1;
      const whole = alpha + below * (1 - alpha);
      const share = alpha / whole;
      for (let channel = 0; channel < 3; channel++) {
        const was = data[at + channel] ?? 0;
        data[at + channel] = Math.round(was + ((over.data[source + channel] ?? 0) - was) * share);
      }
      if (channels === 4) data[at + 3] = Math.round(whole * 255);
    }
  });
  return under;
}
