import { emptyLayer } from "./empty-layer";
import { inRows } from "../../../pixels/in-slices";
import type { Layer } from "./layer";

/** Added to the radius, so that the area of small discs is about right, in pixels. */
const ROUNDED = 0.3;

/** A blur by a disc of this radius in pixels, as an open lens makes it; the edge is repeated. */
export async function discBlur(layer: Layer, radius: number, signal: AbortSignal): Promise<Layer> {
  const { values, width, height, channels } = layer;
  // What it covers of a line decides; so it never covers more of one than it reaches.
  const reach = Math.floor(radius + ROUNDED);
  if (reach < 1) return layer;
  const halves = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.floor(Math.sqrt(Math.max(0, (radius + ROUNDED) ** 2 - (index - reach) ** 2))),
  );
  const share = 1 / halves.reduce((sum, half) => sum + 2 * half + 1, 0);
  const padded = width + 2 * reach + 1;
  // Sums from the start of each row on, the row lengthened by its own ends.
  const sums = new Float64Array(padded * height * channels);
  await inRows(width * 2, height, signal, (y) => {
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let index = 0; index < padded - 1; index++) {
        const x = Math.min(width - 1, Math.max(0, index - reach));
        sum += values[(y * width + x) * channels + channel] ?? 0;
        sums[(y * padded + index + 1) * channels + channel] = sum;
      }
    }
  });
  const out = emptyLayer(width, height, channels);
  const line = width * channels;
  const total = new Float64Array(line);
  await inRows(width * halves.length, height, signal, (y) => {
    total.fill(0);
    for (let index = 0; index <= 2 * reach; index++) {
      const half = halves[index] ?? 0;
      const row = Math.min(height - 1, Math.max(0, y + index - reach)) * padded;
      const low = sums.subarray((row + reach - half) * channels);
      const high = sums.subarray((row + reach + half + 1) * channels);
      for (let at = 0; at < line; at++) total[at] = (total[at] ?? 0) + ((high[at] ?? 0) - (low[at] ?? 0));
    }
    for (let at = 0; at < line; at++) out.values[y * line + at] = (total[at] ?? 0) * share;
  });
  return out;
}
