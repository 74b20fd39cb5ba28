import { fractalNoise } from "../pixels/noise";
import { type Layer, emptyLayer } from "../pixels/plane";
import { smallSize } from "../pixels/resize";
import { smoothstep } from "../pixels/smoothstep";

/** Shorter side of the layer, in pixels: fog has no fine structure. */
const SMALL = 180;

/** How much of what is behind it the densest usual fog hides. */
const DENSEST = 0.8;

/** How much of the picture the fog hides at each place. `horizon` is a share of the height; `null`: not known. */
export function fogDensity(
  size: { width: number; height: number },
  where: "distance" | "ground",
  horizon: number | null,
  amount: number,
): Layer {
  const { width, height } = smallSize(size, SMALL);
  const shorter = Math.min(width, height);
  const layer = emptyLayer(width, height, 1);
  const drifts = fractalNoise(width, height, { cellX: shorter * 0.9, cellY: shorter * 0.28, octaves: 4, seed: 23 });
  const dense = where === "ground" ? low : horizon === null ? upwards : towards(horizon);
  for (let y = 0; y < height; y++) {
    const depth = dense((y + 0.5) / height);
    for (let x = 0; x < width; x++) {
      const drift = drifts.values[y * width + x] ?? 0.5;
      // The thicker it lies, the less its drifts show.
      const share = Math.min(1, DENSEST * depth * (0.45 + 1.1 * drift));
      layer.values[y * width + x] = 1 - (1 - share) ** amount;
    }
  }
  return layer;
}

const low = (y: number): number => smoothstep(0.35, 0.95, y);

const upwards = (y: number): number => 0.22 + 0.78 * (1 - smoothstep(0.05, 0.95, y));

const towards =
  (horizon: number) =>
  (y: number): number => {
    if (y < horizon) return 0.5 + 0.5 * smoothstep(horizon - 0.45, horizon, y);
    return 0.14 + 0.86 * (1 - smoothstep(0, 1, (y - horizon) / Math.max(0.15, (1 - horizon) * 0.9)));
  };
