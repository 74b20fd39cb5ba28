import { inRows } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";

/** Levels (0..255) by which a point must become lighter to be noticed. */
const NOTICED = 24;

/** Alpha below which nothing is seen. */
const NOTHING = 16;

/** Share of the pixels that are noticeably lighter in a picture than in the one of the same size before it. */
export async function seenShare(before: Raster, after: Raster, signal: AbortSignal): Promise<number> {
  const { data, width, height, channels } = after;
  let seen = 0;
  await inRows(width, height, signal, (y) => {
    const end = (y + 1) * width * channels;
    for (let at = y * width * channels; at < end; at += channels) {
      if ((data[at + 1] ?? 0) - (before.data[at + 1] ?? 0) < NOTICED) continue;
      if (channels === 3 || (data[at + 3] ?? 0) >= NOTHING) seen++;
    }
  });
  return seen / (width * height);
}
