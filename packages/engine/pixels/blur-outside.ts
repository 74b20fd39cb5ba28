import type { StopSignal } from "../stop-signal";
import { inRows } from "./in-slices";
import type { Raster } from "./raster";
import { throughSharp } from "./resize";
import { type LayerRows, layerRows } from "./stretched-rows";

/** Softness of the blur far from the picture and next to it, as shares of the longer side. */
const FAR = 0.02;
const NEAR = 0.006;

/** Distances from the picture over which the one and the other set in: at the seam itself nothing is read mirrored. */
const FAR_FADE = 0.035;
const NEAR_FADE = 0.004;

/** A blur is computed on a copy on which its standard deviation is so many pixels. */
const COARSE = 4;

type Room = { left: number; right: number; top: number; bottom: number };

/** Blurs what lies in the room around the picture, the more the farther from it, so that no seam is seen. Overwrites the raster. */
export async function blurOutside(raster: Raster, room: Room, signal: StopSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const rounding = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  const longer = Math.max(width, height);
  // The lesser blur is soft enough a source for the other.
  const small = await blurred(raster, longer * NEAR);
  const near = rowsOf(small, raster);
  const far = rowsOf(await blurred(small, longer * FAR * (small.width / width)), raster);
  const [farFade, nearFade] = [Math.max(2, longer * FAR_FADE), Math.max(1, longer * NEAR_FADE)];
  const last = width - 1 - room.right;
  inRows(width, height, signal, (y) => {
    const above = Math.max(room.top - y, y - (height - 1 - room.bottom), 0);
    if (above === 0 && room.left === 0 && room.right === 0) return;
    far.moveTo(y);
    if (above >= farFade) {
      rounding.set(far.row, y * width * channels);
      return;
    }
    near.moveTo(y);
    for (let x = 0; x < width; x++) {
      const aside = Math.max(room.left - x, x - last, 0);
      if (aside === 0 && above === 0) {
        // Inside: on to the right edge of the picture.
        x = last;
        continue;
      }
      const away = Math.hypot(aside, above);
      const farShare = soft(away / farFade);
      const nearShare = soft(away / nearFade);
      const at = (y * width + x) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const distant = far.row[x * channels + channel] ?? 0;
        const was = data[at + channel] ?? 0;
        const close = farShare === 1 ? distant : was + ((near.row[x * channels + channel] ?? 0) - was) * nearShare;
        data[at + channel] = Math.round(close + (distant - close) * farShare);
      }
    }
  });
  return raster;
}

function soft(share: number): number {
  const linear = Math.min(1, share);
  return linear * linear * (3 - 2 * linear);
}

/** A blurred copy, no larger than the blur leaves anything to see. */
async function blurred(raster: Raster, softness: number): Promise<Raster> {
  const { width, height } = raster;
  const sigma = Math.max(1, softness);
  const shrink = Math.max(1, sigma / COARSE);
  return throughSharp(raster, (image) =>
    image
      .resize(Math.max(1, Math.round(width / shrink)), Math.max(1, Math.round(height / shrink)), {
        fit: "fill",
        kernel: "linear",
      })
      .blur({ sigma: sigma / shrink, precision: "float" }),
  );
}

/** Its rows stretched to the full size, which is never held whole. */
const rowsOf = ({ data, width, height, channels }: Raster, whole: Raster): LayerRows =>
  layerRows({ values: Float32Array.from(data), width, height, channels }, whole.width, whole.height);
