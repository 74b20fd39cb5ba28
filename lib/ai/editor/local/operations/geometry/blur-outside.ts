import { inRows } from "../../in-slices";
import type { Raster } from "../../raster";
import { throughSharp } from "../../through-sharp";

/** Softness of the blur, as a share of the longer side. */
const SOFTNESS = 0.02;

/** Distance from the picture over which the blur sets in, as a share of the longer side. */
const FADE = 0.05;

/** The blur is computed on a copy on which its standard deviation is so many pixels. */
const COARSE = 4;

type Room = { left: number; right: number; top: number; bottom: number };

/** Blurs what lies in the room around the picture, the more the farther from it, so that no seam is seen. Overwrites the raster. */
export async function blurOutside(raster: Raster, room: Room, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const longer = Math.max(width, height);
  const softness = Math.max(1, longer * SOFTNESS);
  const shrink = Math.max(1, softness / COARSE);
  const small = await throughSharp(raster, (image) =>
    image
      .resize(Math.max(1, Math.round(width / shrink)), Math.max(1, Math.round(height / shrink)), { fit: "fill" })
      .blur({ sigma: softness / shrink, precision: "float" }),
  );
  const blurred = await throughSharp(small, (image) => image.resize(width, height, { fit: "fill", kernel: "cubic" }));
  const fade = Math.max(1, longer * FADE);
  await inRows(width, height, signal, (y) => {
    const above = Math.max(room.top - y, y - (height - 1 - room.bottom), 0);
    for (let x = 0; x < width; x++) {
      const aside = Math.max(room.left - x, x - (width - 1 - room.right), 0);
      if (aside === 0 && above === 0) {
        // Inside: on to the right edge of the picture.
        x = width - 1 - room.right;
        continue;
      }
      const linear = Math.min(1, Math.hypot(aside, above) / fade);
      const share = linear * linear * (3 - 2 * linear);
      const at = (y * width + x) * channels;
      for (let channel = at; channel < at + channels; channel++) {
        const was = data[channel] ?? 0;
        data[channel] = Math.round(was + ((blurred.data[channel] ?? 0) - was) * share);
      }
    }
  });
  return raster;
}
