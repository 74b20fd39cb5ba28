import { LUMA } from "../pixels/colour-matrix";
import { inSlices } from "../pixels/in-slices";
import type { Mask, Raster } from "../pixels/raster";
import { smoothstep } from "../pixels/smoothstep";
import type { StopSignal } from "../stop-signal";

/** Levels of light (0..255) over which shadows turn to midtones, and midtones to highlights. */
const DARK = [40, 112] as const;
const BRIGHT = [144, 216] as const;

const LEVELS = Uint8Array.from({ length: 256 }, (_, level) => level);
const SHADOWS = LEVELS.map((level) => Math.round(255 * (1 - smoothstep(...DARK, level))));
const HIGHLIGHTS = LEVELS.map((level) => Math.round(255 * smoothstep(...BRIGHT, level)));

/** What the three make at each level of light; together they are the whole. */
const SHARES = {
  shadows: SHADOWS,
  midtones: LEVELS.map((level) => 255 - (SHADOWS[level] ?? 0) - (HIGHLIGHTS[level] ?? 0)),
  highlights: HIGHLIGHTS,
};

/** The dark, the middle or the bright parts of a picture, with soft passages between them. */
export function toneMask(raster: Raster, tone: keyof typeof SHARES, signal: StopSignal): Mask {
  const { data, width, height, channels } = raster;
  const share = SHARES[tone];
  const values = new Uint8Array(width * height);
  inSlices(values.length, signal, (from, to) => {
    for (let pixel = from; pixel < to; pixel++) {
      const at = pixel * channels;
      const light = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
      values[pixel] = share[Math.round(light)] ?? 0;
    }
  });
  return { values, width, height };
}
