import { smoothstep } from "../../../pixels/smoothstep";
import type { Layer } from "../../focus/parts/layer";

/** Radii below this in pixels are drawn so large, and weaker. */
const SMALLEST = 0.8;

type Spot = {
  /** Its middle and its radius, in pixels. */
  x: number;
  y: number;
  radius: number;
  /** The share of the radius over which it fades, 0..1. */
  soft: number;
  /** How much longer than wide it is, and the direction of its length in radians. */
  stretch: number;
  angle: number;
  strength: number;
};

/** Draws a soft spot into a layer of one channel, over what is there. */
export function drawSpot({ values, width, height }: Layer, spot: Spot): void {
  const radius = Math.max(SMALLEST, spot.radius);
  const strength = spot.strength * Math.min(1, (spot.radius / SMALLEST) ** 2);
  const reach = radius * spot.stretch;
  const [cos, sin] = [Math.cos(spot.angle), Math.sin(spot.angle)];
  const bottom = Math.min(height - 1, Math.ceil(spot.y + reach));
  const right = Math.min(width - 1, Math.ceil(spot.x + reach));
  for (let y = Math.max(0, Math.floor(spot.y - reach)); y <= bottom; y++) {
    for (let x = Math.max(0, Math.floor(spot.x - reach)); x <= right; x++) {
      const [dx, dy] = [x + 0.5 - spot.x, y + 0.5 - spot.y];
      const away = Math.hypot((dx * cos + dy * sin) / spot.stretch, dy * cos - dx * sin) / radius;
      if (away >= 1) continue;
      const at = y * width + x;
      const was = values[at] ?? 0;
      values[at] = was + (1 - was) * strength * (1 - smoothstep(1 - spot.soft, 1, away));
    }
  }
}
