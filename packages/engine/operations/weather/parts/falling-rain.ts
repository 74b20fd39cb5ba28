import { inSlices } from "../../../pixels/in-slices";
import { emptyLayer } from "../../focus/parts/empty-layer";
import type { Layer } from "../../focus/parts/layer";
import { seeded } from "../../focus/parts/seeded";
import { smallSize } from "../../focus/parts/small-size";
import { drawStreak } from "./draw-streak";
import { fractalNoise } from "./fractal-noise";

/** Shorter side of the layer, in pixels at most: streaks are soft, and larger pictures show them larger. */
const SMALL = 1400;

/** A shorter side below this many pixels is treated as if it were this long, or nothing would be seen. */
const SMALLEST = 300;

/** Pixels to the right for each pixel down. */
const SLANT = -0.17;

/**
 * Rain at three distances: how many drops there are on a square of the shorter side, and their length,
 * width (standard deviation) and strength; lengths as shares of the shorter side.
 */
const DISTANCES = [
  { count: 4200, length: 0.028, width: 0.00042, strength: 0.22 },
  { count: 1000, length: 0.065, width: 0.0008, strength: 0.32 },
  { count: 170, length: 0.15, width: 0.0019, strength: 0.24 },
] as const;

/** What of falling rain lies over each place of a picture of this size: 0 nothing … 1 only rain. */
export async function fallingRain(
  size: { width: number; height: number },
  amount: number,
  signal: AbortSignal,
): Promise<Layer> {
  const { width, height } = smallSize(size, SMALL);
  const shorter = Math.max(SMALLEST, Math.min(width, height));
  const layer = emptyLayer(width, height, 1);
  const gusts = fractalNoise(64, 64, { cellX: 13, cellY: 26, octaves: 2, seed: 11 });
  for (const [distance, { count, length, width: thickness, strength }] of DISTANCES.entries()) {
    const next = seeded(31 + distance);
    const drops = Math.ceil((count * amount ** 0.8 * width * height) / (shorter * shorter));
    await inSlices(
      drops,
      signal,
      (from, to) => {
        for (let drop = from; drop < to; drop++) {
          const [across, down, vary, lean] = [next(), next(), next(), next()];
          const gust = gusts.values[Math.floor(down * 64) * 64 + Math.floor(across * 64)] ?? 0;
          const near = 0.7 + 0.6 * vary;
          drawStreak(layer, {
            x: (across * 1.1 - 0.05) * width,
            y: (down * 1.2 - 0.1) * height,
            length: length * near * shorter,
            width: thickness * near * shorter,
            slope: SLANT + (lean - 0.5) * 0.05,
            strength: Math.min(0.75, strength * (0.35 + 1.3 * gust) * (0.6 + 0.4 * amount)),
          });
        }
      },
      64,
    );
  }
  return layer;
}
