import { inRows } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";
import type { Work } from "../../../work";
import { cleanFringe } from "./clean-fringe";
import { subjectOf } from "./subject-of";

/**
 * Puts the subject of a picture before another background, given as a colour at each place (0..1 across and
 * down). The result is opaque. Overwrites the raster.
 */
export async function onBackground(
  raster: Raster,
  background: (across: number, down: number, out: [number, number, number]) => void,
  work: Work,
): Promise<Raster> {
  const { mask, wasCutOut } = await subjectOf(raster, work);
  work.progress(0.7);
  if (!wasCutOut) await cleanFringe(raster, mask, work.signal);
  const { data, width, height, channels } = raster;
  const colour: [number, number, number] = [0, 0, 0];
  await inRows(width, height, work.signal, (y) => {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const share = (mask.values[pixel] ?? 0) / 255;
      const at = pixel * channels;
      if (channels === 4) data[at + 3] = 255;
      if (share === 1) continue;
      background((x + 0.5) / width, (y + 0.5) / height, colour);
      // Half a level of pattern, so that a gradient has no steps.
      const dither = ((x * 7 + y * 13) % 16) / 16 - 0.5;
      for (let channel = 0; channel < 3; channel++) {
        const behind = colour[channel] ?? 0;
        const mixed = behind + ((data[at + channel] ?? 0) - behind) * share;
        data[at + channel] = Math.min(255, Math.max(0, Math.round(mixed + (Number.isInteger(behind) ? 0 : dither))));
      }
    }
  });
  return raster;
}
