import type { StopSignal } from "../stop-signal";
import { inSlices } from "./in-slices";
import type { Mask, Raster } from "./raster";

/**
 * `after` where the mask is 255, `before` to the byte where it is 0, and in between in proportion; where
 * the two differ in alpha, colour counts by how far it covers. All three have one size. Overwrites and
 * returns `after`.
 */
export function blend(before: Raster, after: Raster, mask: Mask, signal: StopSignal): Raster {
  const { channels } = before;
  if (after.channels !== channels || after.width !== before.width || after.height !== before.height) {
    throw new Error("A part of a picture can only be changed by what keeps its size and channels");
  }
  const [was, is] = [before.data, after.data];
  inSlices(mask.values.length, signal, (from, to) => {
    for (let pixel = from; pixel < to; pixel++) {
      const share = mask.values[pixel] ?? 0;
      if (share === 255) continue;
      const at = pixel * channels;
      if (share === 0) {
        for (let byte = at; byte < at + channels; byte++) is[byte] = was[byte] ?? 0;
        continue;
      }
      const colourShare = channels === 4 ? mixAlpha(was, is, at + 3, share) : share;
      for (let byte = at; byte < at + 3; byte++) is[byte] = mixed(was[byte] ?? 0, is[byte] ?? 0, colourShare);
    }
  });
  return after;
}

const mixed = (from: number, to: number, share: number): number => Math.round(from + ((to - from) * share) / 255);

/** Mixes the alpha at a place and returns the share, 0..255, that the later colour has in what is covered. */
function mixAlpha(was: Buffer, is: Buffer, at: number, share: number): number {
  const [from, to] = [was[at] ?? 0, is[at] ?? 0];
  if (from === to) return share;
  const covered = from * (255 - share) + to * share;
  is[at] = mixed(from, to, share);
  return (255 * to * share) / covered;
}
