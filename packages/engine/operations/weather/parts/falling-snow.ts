import { inSlices } from "../../../pixels/in-slices";
import { emptyLayer } from "../../focus/parts/empty-layer";
import type { Layer } from "../../focus/parts/layer";
import { seeded } from "../../focus/parts/seeded";
import { smallSize } from "../../focus/parts/small-size";
import { drawSpot } from "./draw-spot";
import { fractalNoise } from "./fractal-noise";

/** Shorter side of the layer, in pixels at most. */
const SMALL = 1400;

/** A shorter side below this many pixels is treated as if it were this long, or nothing would be seen. */
const SMALLEST = 300;

/**
 * Snow at four distances: how many flakes there are on a square of the shorter side, their radius as a
 * share of it, how much of the radius is soft, and their strength. The nearest are out of focus.
 */
const DISTANCES = [
  { count: 3800, radius: 0.0012, soft: 1, strength: 0.5 },
  { count: 900, radius: 0.0022, soft: 0.95, strength: 0.72 },
  { count: 190, radius: 0.0042, soft: 0.9, strength: 0.8 },
  { count: 30, radius: 0.017, soft: 0.85, strength: 0.3 },
] as const;

/** Flakes are lumps of this many spots. */
const LUMPS = 3;

/** What of falling snow lies over each place of a picture of this size: 0 nothing … 1 only snow. */
export async function fallingSnow(
  size: { width: number; height: number },
  amount: number,
  signal: AbortSignal,
): Promise<Layer> {
  const { width, height } = smallSize(size, SMALL);
  const shorter = Math.max(SMALLEST, Math.min(width, height));
  const layer = emptyLayer(width, height, 1);
  const gusts = fractalNoise(64, 64, { cellX: 20, cellY: 16, octaves: 3, seed: 5 });
  for (const [distance, { count, radius, soft, strength }] of DISTANCES.entries()) {
    const next = seeded(71 + distance);
    const flakes = Math.ceil((count * amount * width * height) / (shorter * shorter));
    await inSlices(
      flakes,
      signal,
      (from, to) => {
        for (let flake = from; flake < to; flake++) {
          const [across, down, vary, turn] = [next(), next(), next(), next()];
          const gust = gusts.values[Math.floor(down * 64) * 64 + Math.floor(across * 64)] ?? 0;
          const own = radius * (0.6 + 0.9 * vary * vary) * shorter;
          for (let lump = 0; lump < LUMPS; lump++) {
            drawSpot(layer, {
              x: (across * 1.06 - 0.03) * width + (next() - 0.5) * own,
              y: (down * 1.06 - 0.03) * height + (next() - 0.5) * own,
              radius: own * (0.7 + 0.3 * next()),
              soft,
              // They fall: a little longer than wide, mostly downwards.
              stretch: 1.15 + 0.35 * next(),
              angle: Math.PI / 2 + (turn - 0.4) * 0.9,
              strength: Math.min(0.9, (strength * (0.3 + 1.4 * gust)) / (lump === 0 ? 1 : 1.6)),
            });
          }
        }
      },
      64,
    );
  }
  return layer;
}
