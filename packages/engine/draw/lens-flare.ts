import type { StopSignal } from "../stop-signal";
import { inRows } from "../pixels/in-slices";
import { seeded } from "../pixels/noise";
import { type Layer, emptyLayer } from "../pixels/plane";
import { smallSize } from "../pixels/resize";
import { smoothstep } from "../pixels/smoothstep";

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

/** Widths below this standard deviation in pixels are drawn so wide, and weaker. */
const THINNEST = 0.45;

type Streak = {
  /** Its middle, in pixels. */
  x: number;
  y: number;
  /** In pixels; `width` as the standard deviation across. */
  length: number;
  width: number;
  /** Pixels to the right for each pixel down; it is steep. */
  slope: number;
  strength: number;
};

/** Draws a streak that fades towards both of its ends into a layer of one channel, over what is there. */
export function drawStreak({ values, width, height }: Layer, streak: Streak): void {
  const spread = Math.max(THINNEST, streak.width);
  const strength = streak.strength * Math.min(1, streak.width / THINNEST);
  const top = streak.y - streak.length / 2;
  const reach = Math.ceil(spread * 2.5);
  const last = Math.min(height - 1, Math.ceil(top + streak.length));
  for (let y = Math.max(0, Math.floor(top)); y <= last; y++) {
    const along = (y + 0.5 - top) / streak.length;
    if (along <= 0 || along >= 1) continue;
    // Its lower end is the brighter one: that is where the drop is when the picture is taken.
    const fade = strength * Math.sin(Math.PI * along ** 1.3);
    const middle = streak.x + (y - streak.y) * streak.slope;
    const right = Math.min(width - 1, Math.floor(middle) + reach);
    for (let x = Math.max(0, Math.floor(middle) - reach); x <= right; x++) {
      const away = (x + 0.5 - middle) / spread;
      const at = y * width + x;
      const was = values[at] ?? 0;
      values[at] = was + (1 - was) * fade * Math.exp(-0.5 * away * away);
    }
  }
}

/** Shorter side of the layer, in pixels: all of it is soft. */
const SMALL = 300;

/** Light around the sun: how wide it is as a share of the shorter side, how strong, and its colour. */
const CORE = { width: 0.034, strength: 1.7, colour: [1, 0.97, 0.9] } as const;
const HALO = { width: 0.1, strength: 0.8, colour: [1, 0.86, 0.62] } as const;
const VEIL = { width: 0.42, strength: 0.34, colour: [1, 0.74, 0.46] } as const;

/** Reflections in the lens: where on the way from the sun (0) through the centre (1), radius, strength, colour. */
const GHOSTS = [
  { way: 0.42, radius: 0.022, strength: 0.16, colour: [1, 0.8, 0.5] },
  { way: 0.72, radius: 0.05, strength: 0.07, colour: [0.55, 0.9, 0.7] },
  { way: 1.18, radius: 0.03, strength: 0.12, colour: [0.95, 0.65, 0.4] },
  { way: 1.42, radius: 0.075, strength: 0.06, colour: [0.5, 0.7, 1] },
  { way: 1.6, radius: 0.018, strength: 0.15, colour: [0.9, 0.55, 0.75] },
  { way: 1.92, radius: 0.12, strength: 0.055, colour: [0.75, 0.9, 0.6] },
] as const;

/** Rays around the sun, and the corners of a ghost: as many as blades of the lens. */
const RAYS = 14;
const BLADES = 7;

/** The light of a flare at a point given as shares of the width and the height: red, green and blue, 0..1 and beyond. */
export function flareLight(
  size: { width: number; height: number },
  [atX, atY]: readonly [number, number],
  amount: number,
  signal: StopSignal,
): Layer {
  const { width, height } = smallSize(size, SMALL);
  const shorter = Math.min(width, height);
  const layer = emptyLayer(width, height, 3);
  const [sunX, sunY] = [atX * width, atY * height];
  const rays = rayLengths();
  const ghosts = GHOSTS.map((ghost) => ({
    ...ghost,
    x: sunX + (width / 2 - sunX) * ghost.way,
    y: sunY + (height / 2 - sunY) * ghost.way,
  }));
  inRows(width * 8, height, signal, (y) => {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x + 0.5 - sunX, y + 0.5 - sunY];
      const away = Math.sqrt(dx * dx + dy * dy) / shorter;
      const core = CORE.strength * Math.exp(-((away / CORE.width) ** 2));
      const ray = rays(Math.atan2(dy, dx), away);
      const halo = HALO.strength * Math.exp(-away / HALO.width) + ray;
      const veil = VEIL.strength * Math.exp(-away / VEIL.width);
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        let light =
          core * (CORE.colour[channel] ?? 0) + halo * (HALO.colour[channel] ?? 0) + veil * (VEIL.colour[channel] ?? 0);
        for (const { x: gx, y: gy, radius, strength, colour } of ghosts) {
          const ghost = ghostAt((x + 0.5 - gx) / shorter, (y + 0.5 - gy) / shorter, radius);
          if (ghost > 0) light += ghost * strength * (colour[channel] ?? 0);
        }
        layer.values[at + channel] = light * amount;
      }
    }
  });
  return layer;
}

/** How strong the rays are by direction and distance: some long, some short. */
function rayLengths(): (angle: number, away: number) => number {
  const next = seeded(3);
  const rays = Array.from({ length: RAYS }, (_, index) => ({
    angle: ((index + 0.35 * next()) / RAYS) * 2 * Math.PI - Math.PI,
    length: 0.05 + 0.12 * next() * next() + (index % 2) * 0.035,
    width: 0.035 + 0.03 * next(),
  }));
  return (angle, away) => {
    if (away > 0.8) return 0;
    let sum = 0;
    for (const ray of rays) {
      const turned = Math.abs(angle - ray.angle);
      const apart = Math.min(turned, 2 * Math.PI - turned) / ray.width;
      if (apart < 3) sum += 0.55 * Math.exp(-0.5 * apart * apart - away / ray.length);
    }
    return sum;
  };
}

/** A disc with as many soft corners as the lens has blades, brighter towards its rim; 0..1. */
function ghostAt(dx: number, dy: number, radius: number): number {
  const square = dx * dx + dy * dy;
  if (square > (1.15 * radius) ** 2) return 0;
  const away = Math.sqrt(square) / radius;
  const sector = (2 * Math.PI) / BLADES;
  const turned = ((((Math.atan2(dy, dx) + 0.4) % sector) + sector) % sector) - sector / 2;
  const edge = away * (0.35 + 0.65 * Math.cos(turned)) * 1.04;
  return (1 - smoothstep(0.86, 1, edge)) * (0.55 + 0.45 * smoothstep(0.4, 0.95, edge));
}
