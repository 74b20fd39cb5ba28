import { tentBlur } from "../pixels/box-filter";
import { connectedComponents } from "../pixels/connected-components";
import { colourGuidedFilter } from "../pixels/guided-filter";
import { inRows } from "../pixels/in-slices";
import { dilate } from "../pixels/morphology";
import { type Plane, channelPlane } from "../pixels/plane";
import type { Mask, Raster } from "../pixels/raster";
import { smoothstep } from "../pixels/smoothstep";
import { planeReader } from "../pixels/stretched-rows";
import type { StopSignal } from "../stop-signal";
import sharp from "sharp";

/** All that a mask leaves out. Overwrites and returns it. */
export function invertMask(mask: Mask): Mask {
  const { values } = mask;
  for (let index = 0; index < values.length; index++) values[index] = 255 - (values[index] ?? 0);
  return mask;
}

/** How far a part that was found is overstepped where it has to be hidden, as a share of the picture's shorter side. */
const OVERSTEP = 0.012;

/**
 * What must be covered so that nothing of a part shows: all that belongs to it in the least, and with `grown` a rim
 * about it, for what is found by its colours is found to a pixel or two. Overwrites and returns it, or a grown copy.
 */
export function coverWhole(mask: Mask, grown: boolean): Mask {
  const { values, width, height } = mask;
  for (let index = 0; index < values.length; index++) values[index] = (values[index] ?? 0) > 0 ? 255 : 0;
  return grown ? dilate(mask, Math.ceil(OVERSTEP * Math.min(width, height))) : mask;
}

/** Longer side of the copy on which the pieces of a part are told apart, in pixels. */
const PIECES = 256;

/** How thick the largest connected piece of a part is, in pixels: its area by the longer side of the box around it. */
export function thicknessOf({ values, width, height }: Mask): number {
  const scale = Math.min(1, PIECES / Math.max(width, height));
  const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const small = new Uint8Array(across * down);
  for (let at = 0; at < small.length; at++) {
    const x = Math.floor((((at % across) + 0.5) * width) / across);
    const y = Math.floor(((Math.floor(at / across) + 0.5) * height) / down);
    small[at] = (values[y * width + x] ?? 0) > 127 ? 1 : 0;
  }
  const [piece = []] = connectedComponents(small, across);
  let [left, right, top, bottom] = [across, -1, down, -1];
  for (const at of piece) {
    const [x, y] = [at % across, Math.floor(at / across)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  return piece.length === 0 ? 0 : piece.length / Math.max(right - left + 1, bottom - top + 1) / scale;
}

/** Pixels of the median's side. */
const SIDE = 3;

/** A mask without single pixels, set or left out, that noise and grain make. */
export async function removeSpecks({ values, width, height }: Mask): Promise<Mask> {
  if (Math.min(width, height) < SIDE) return { values, width, height };
  const out = await sharp(values, { raw: { width, height, channels: 1 } })
    .median(SIDE)
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return { values: new Uint8Array(out.buffer, out.byteOffset, out.byteLength), width, height };
}

/** How far the true edge may lie from that of the small plane, in pixels of the small copy. */
const BAND = 2;

/** Inside, undecided, outside, for each pixel of the small copy. */
const [OUTSIDE, UNDECIDED, INSIDE] = [0, 1, 2];

/**
 * Makes a mask of the full picture from one of a small copy of it (0..1 a pixel), by letting it follow the
 * edges of the full picture near its own: near each place the mask is fitted as a sum of red, green and
 * blue, which then is read at full size (a guided filter: He, Sun, Tang 2013). Away from the edges it is
 * exactly 0 or 255.
 */
export function followEdges(raster: Raster, small: Raster, share: Plane, signal: StopSignal): Mask {
  const { data, width, height, channels } = raster;
  const bands = bandsOf(share);
  const guide = [channelPlane(small, 0), channelPlane(small, 1), channelPlane(small, 2)] as const;
  const reader = planeReader(colourGuidedFilter(guide, share, BAND), width, height);
  const column = Uint16Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * share.width) / width));
  const values = new Uint8Array(width * height);
  inRows(width, height, signal, (y) => {
    const row = Math.floor(((y + 0.5) * share.height) / height) * share.width;
    let isReady = false;
    for (let x = 0; x < width; x++) {
      const band = bands[row + (column[x] ?? 0)];
      if (band === OUTSIDE) continue;
      const pixel = y * width + x;
      if (band === INSIDE) {
        values[pixel] = 255;
        continue;
      }
      if (!isReady) reader.moveTo(y);
      isReady = true;
      const at = pixel * channels;
      const fit =
        reader.at(0, x) * (data[at] ?? 0) +
        reader.at(1, x) * (data[at + 1] ?? 0) +
        reader.at(2, x) * (data[at + 2] ?? 0) +
        reader.at(3, x);
      values[pixel] = Math.round(255 * smoothstep(0.15, 0.85, fit));
    }
  });
  return { values, width, height };
}

/** What is further than the band from the other side is settled. */
function bandsOf(share: Plane): Uint8Array {
  const near = tentBlur(share, BAND).values;
  const bands = new Uint8Array(near.length);
  for (let index = 0; index < bands.length; index++) {
    const value = near[index] ?? 0;
    bands[index] = value < 0.01 ? OUTSIDE : value > 0.99 ? INSIDE : UNDECIDED;
  }
  return bands;
}
