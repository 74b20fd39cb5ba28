import type { StopSignal } from "../stop-signal";
import { inRows, inSlices } from "../pixels/in-slices";
import { dither, fractalNoise, seeded } from "../pixels/noise";
import type { Layer } from "../pixels/plane";
import type { Raster } from "../pixels/raster";

/** Stars on a square of the shorter side, at the usual amount. */
const COUNT = 2400;

/** Standard deviation of the light of a star of middle size, as a share of the shorter side, and never below so many pixels. */
const SIZE = 0.00055;
const SMALLEST = 0.5;

/** From bluish over white to yellowish. */
const COLOURS = [
  [0.78, 0.87, 1],
  [0.94, 0.96, 1],
  [1, 1, 1],
  [1, 0.97, 0.9],
  [1, 0.88, 0.74],
] as const;

/** Below this much light nothing is added, not even by the dither. */
const NONE = 0.002;

/** Adds stars, each as bright as `room` (one channel, 0..1, of any size) lets it be: many faint ones, few bright ones, gathered a little along a band. Overwrites the raster. */
export function addStars(raster: Raster, room: Layer, amount: number, signal: StopSignal): Raster {
  const { width, height } = raster;
  const shorter = Math.min(width, height);
  const clouds = fractalNoise(64, 64, { cellX: 18, cellY: 18, octaves: 3, seed: 41 });
  const next = seeded(1609);
  const count = Math.ceil((COUNT * amount * width * height) / (shorter * shorter));
  inSlices(
    count,
    signal,
    (from, to) => {
      for (let star = from; star < to; star++) {
        const [across, down, chance, bright, tone] = [next(), next(), next(), next(), next()];
        const cloud = clouds.values[Math.floor(down * 64) * 64 + Math.floor(across * 64)] ?? 0;
        const open = room.values[Math.floor(down * room.height) * room.width + Math.floor(across * room.width)] ?? 0;
        if (chance > 0.2 + 1.3 * cloud || open < 0.02) continue;
        // As in the real sky, each step of brightness is seen in far fewer stars than the one below.
        const strength = Math.min(1, 0.24 * (1 - bright) ** -0.5);
        drawStar(raster, {
          x: across * width,
          y: down * height,
          spread: Math.max(SMALLEST, SIZE * shorter * (0.7 + 0.9 * strength)),
          strength: open * Math.min(1, strength * (0.7 + 0.3 * amount)),
          colour: COLOURS[Math.floor(tone * COLOURS.length)] ?? COLOURS[2],
        });
      }
    },
    256,
  );
  return raster;
}

type Star = { x: number; y: number; spread: number; strength: number; colour: readonly [number, number, number] };

/** A point of light, as a second exposure adds it; around the brightest there is a faint shine. */
function drawStar({ data, width, height, channels }: Raster, { x, y, spread, strength, colour }: Star): void {
  const shine = strength > 0.6 ? (strength - 0.6) * 0.5 : 0;
  const reach = Math.ceil(spread * (shine > 0 ? 7 : 3));
  const bottom = Math.min(height - 1, Math.floor(y) + reach);
  const right = Math.min(width - 1, Math.floor(x) + reach);
  for (let py = Math.max(0, Math.floor(y) - reach); py <= bottom; py++) {
    for (let px = Math.max(0, Math.floor(x) - reach); px <= right; px++) {
      const away = ((px + 0.5 - x) ** 2 + (py + 0.5 - y) ** 2) / (spread * spread);
      const light = strength * Math.exp(-0.5 * away) + shine * Math.exp(-Math.sqrt(away) / 1.6);
      if (light < NONE) continue;
      const noise = dither(px, py);
      for (let channel = 0; channel < 3; channel++) {
        const at = (py * width + px) * channels + channel;
        const was = data[at] ?? 0;
        const level = was + (255 - was) * Math.min(1, light * (colour[channel] ?? 1)) + noise;
        data[at] = Math.min(255, Math.max(0, Math.round(level)));
      }
    }
  }
}

/** Levels (0..255) by which a point must become lighter to be noticed. */
const NOTICED = 24;

/** Alpha below which nothing is seen. */
const NOTHING = 16;

/** Share of the pixels that are noticeably lighter in a picture than in the one of the same size before it. */
export function seenShare(before: Raster, after: Raster, signal: StopSignal): number {
  const { data, width, height, channels } = after;
  let seen = 0;
  inRows(width, height, signal, (y) => {
    const end = (y + 1) * width * channels;
    for (let at = y * width * channels; at < end; at += channels) {
      if ((data[at + 1] ?? 0) - (before.data[at + 1] ?? 0) < NOTICED) continue;
      if (channels === 3 || (data[at + 3] ?? 0) >= NOTHING) seen++;
    }
  });
  return seen / (width * height);
}
