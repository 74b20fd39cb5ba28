import type { StopSignal } from "../stop-signal";
import { gaussianBlur } from "../pixels/box-filter";
import { inSlices } from "../pixels/in-slices";
import { seeded } from "../pixels/noise";
import { type Layer, emptyLayer, lumaAt } from "../pixels/plane";
import type { Raster } from "../pixels/raster";
import { smallLayer, smallSize } from "../pixels/resize";
import { smoothstep } from "../pixels/smoothstep";

/** Shorter side of the layer, in pixels at most. */
const SMALL = 700;

/** Discs on a square of the shorter side, at the usual amount; most are small. */
const COUNT = 46;
const LEAST_RADIUS = 0.014;
const MORE_RADIUS = 0.055;

const COLOURS = [
  [1, 0.78, 0.42],
  [1, 0.86, 0.6],
  [1, 0.62, 0.32],
  [1, 0.92, 0.8],
  [1, 0.55, 0.5],
  [0.6, 0.85, 0.95],
] as const;

/** Translucent discs, denser away from the middle and where the picture is dark. Red, green and blue, 0..1. */
export async function bokehLight(raster: Raster, amount: number, signal: StopSignal): Promise<Layer> {
  const picture = gaussianBlur(await smallLayer(raster, 64), 2);
  const { width, height } = smallSize(raster, SMALL);
  const shorter = Math.min(width, height);
  const layer = emptyLayer(width, height, 3);
  const next = seeded(277);
  const count = Math.ceil((COUNT * Math.min(2, amount) * width * height) / (shorter * shorter));
  inSlices(
    count,
    signal,
    (from, to) => {
      for (let disc = from; disc < to; disc++) {
        const [across, down, size, bright, tone, soft] = [next(), next(), next(), next(), next(), next()];
        const place = Math.floor(down * picture.height) * picture.width + Math.floor(across * picture.width);
        const light = lumaAt(picture, place);
        // The middle of the picture is what it is of: fewer and fainter ones there.
        const aside = smoothstep(0.12, 0.5, Math.hypot((across - 0.5) * 0.9, (down - 0.56) * 0.9));
        drawDisc(layer, {
          x: across * width,
          y: down * height,
          radius: (LEAST_RADIUS + MORE_RADIUS * size * size) * shorter,
          soft: 0.1 + 0.16 * soft,
          strength:
            (0.16 + 0.3 * bright * bright) * (0.3 + 0.7 * aside) * (1 - 0.45 * light) * Math.min(1.6, 0.5 + amount / 2),
          colour: COLOURS[Math.floor(tone * COLOURS.length)] ?? COLOURS[0],
        });
      }
    },
    4,
  );
  return layer;
}

type Disc = {
  x: number;
  y: number;
  radius: number;
  soft: number;
  strength: number;
  colour: readonly [number, number, number];
};

/** An even disc with a soft edge and a slightly brighter rim. */
function drawDisc({ values, width, height }: Layer, { x, y, radius, soft, strength, colour }: Disc): void {
  const bottom = Math.min(height - 1, Math.ceil(y + radius));
  const right = Math.min(width - 1, Math.ceil(x + radius));
  for (let py = Math.max(0, Math.floor(y - radius)); py <= bottom; py++) {
    for (let px = Math.max(0, Math.floor(x - radius)); px <= right; px++) {
      const away = Math.hypot(px + 0.5 - x, py + 0.5 - y) / radius;
      if (away >= 1) continue;
      const light = strength * (1 - smoothstep(1 - soft, 1, away)) * (0.72 + 0.45 * smoothstep(0.55, 0.9, away));
      const at = (py * width + px) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const was = values[at + channel] ?? 0;
        values[at + channel] = was + (1 - was) * light * (colour[channel] ?? 0);
      }
    }
  }
}
