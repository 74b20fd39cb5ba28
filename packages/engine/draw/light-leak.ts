import { fractalNoise } from "../pixels/noise";
import { type Layer, emptyLayer } from "../pixels/plane";
import { smallSize } from "../pixels/resize";
import { smoothstep } from "../pixels/smoothstep";
import type { Place } from "../plan";

/** Shorter side of the layer, in pixels: all of it is soft. */
const SMALL = 160;

/** Colours of the light from where it is faint to where it is full (0..1). */
const COLOURS = [
  [0, 0, 0],
  [0.42, 0.06, 0.1],
  [0.85, 0.24, 0.08],
  [1, 0.55, 0.2],
  [1, 0.84, 0.6],
] as const;

/** How far it reaches into the picture, as a share of the way across. */
const REACH = 0.34;

/** Clouds of warm light from one side or corner, and a fainter one opposite. Red, green and blue, 0..1. */
export function leakLight(size: { width: number; height: number }, place: Place, amount: number): Layer {
  const { width, height } = smallSize(size, SMALL);
  const shorter = Math.min(width, height);
  const layer = emptyLayer(width, height, 3);
  const clouds = fractalNoise(width, height, { cellX: shorter * 0.55, cellY: shorter * 0.4, octaves: 2, seed: 61 });
  const awayFrom = distance(place);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cloud = clouds.values[y * width + x] ?? 0;
      const away = awayFrom((x + 0.5) / width, (y + 0.5) / height);
      const near = Math.exp(-(((away / REACH) * (1.45 - 0.9 * cloud)) ** 1.5));
      const opposite = 0.5 * Math.exp(-(((1 - away) / (REACH * 0.4)) ** 1.5)) * smoothstep(0.45, 0.75, cloud);
      const light = Math.min(1, (near * (0.5 + 0.65 * cloud) + opposite) * (0.4 + 0.6 * amount));
      const step = light * (COLOURS.length - 1);
      const first = Math.min(COLOURS.length - 2, Math.floor(step));
      for (let channel = 0; channel < 3; channel++) {
        const from = COLOURS[first]?.[channel] ?? 0;
        const to = COLOURS[first + 1]?.[channel] ?? 0;
        layer.values[(y * width + x) * 3 + channel] =
          (from + (to - from) * (step - first)) * Math.min(1, 0.45 + 0.45 * amount);
      }
    }
  }
  return layer;
}

/** How far a place is from a side or a corner: 0 there, 1 opposite. */
function distance(place: Place): (x: number, y: number) => number {
  const across = place.endsWith("left") ? 1 : place.endsWith("right") ? -1 : 0;
  const down = place.startsWith("top") ? 1 : place.startsWith("bottom") ? -1 : 0;
  const along = (share: number, direction: number): number => (direction === 1 ? share : 1 - share);
  return (x, y) => {
    if (across === 0) return along(y, down);
    if (down === 0) return along(x, across);
    return Math.hypot(along(x, across), along(y, down)) / Math.SQRT2;
  };
}
