import type { Raster } from "../../pixels/raster";
import { NOTHING } from "./is-cut-out";

/** A copy (with alpha) in which what is transparent has the colour of what covers nearest to it. */
export function withoutCorners(small: Raster): Raster {
  const { width, height } = small;
  const data = Buffer.from(small.data);
  const queue: number[] = [];
  const isKnown = new Uint8Array(width * height);
  for (let pixel = 0; pixel < isKnown.length; pixel++) {
    if ((data[pixel * 4 + 3] ?? 0) < NOTHING) continue;
    isKnown[pixel] = 1;
    queue.push(pixel);
  }
  if (queue.length === isKnown.length) return small;
  for (let at = 0; at < queue.length; at++) {
    const pixel = queue[at] ?? 0;
    const x = pixel % width;
    for (const next of [x > 0 ? pixel - 1 : -1, x < width - 1 ? pixel + 1 : -1, pixel - width, pixel + width]) {
      if (next < 0 || next >= isKnown.length || isKnown[next] === 1) continue;
      isKnown[next] = 1;
      data.copy(data, next * 4, pixel * 4, pixel * 4 + 4);
      queue.push(next);
    }
  }
  return { ...small, data };
}
