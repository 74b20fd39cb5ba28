import type { StopSignal } from "../stop-signal";
import { inRows } from "../pixels/in-slices";
import { type Layer, emptyLayer } from "../pixels/plane";
import { smallSize } from "../pixels/resize";
import { smoothstep } from "../pixels/smoothstep";

/** Shorter side of the layer, in pixels at most. */
const SMALL = 500;

/** Angles of the outer (red) and the inner (violet) edge of the bow, and of the second, whose order is reversed. */
const BOW = { red: 42.4, violet: 40.5 } as const;
const SECOND = { red: 50.4, violet: 53.6 } as const;

/** From this angle on nothing shines, and steps to a degree of the table of colours. */
const WIDEST = 55;
const STEPS = 256;

/** Colours from the outer edge to the inner. */
const COLOURS = [
  [1, 0.22, 0.16],
  [1, 0.5, 0.12],
  [0.95, 0.86, 0.22],
  [0.3, 0.85, 0.36],
  [0.2, 0.6, 0.95],
  [0.36, 0.34, 0.9],
  [0.56, 0.3, 0.8],
] as const;

/** How much of a colour shines at the usual amount, of the second bow against the first, and how much lighter it is inside. */
const STRENGTH = 0.5;
const FAINTER = 0.22;
const INSIDE = 0.05;

/** A bow whose middle lies below the horizon (a share of the height), a little aside. Red, green and blue, 0..1. */
export function rainbowLight(
  size: { width: number; height: number },
  horizon: number,
  amount: number,
  signal: StopSignal,
): Layer {
  const { width, height } = smallSize(size, SMALL);
  const layer = emptyLayer(width, height, 3);
  const ground = Math.max(0.2, horizon) * height;
  // It stands as high as the sky allows, and as wide as the picture does.
  const radius = Math.min(0.62 * width, 1.35 * ground);
  const middle = { x: 0.6 * width, y: ground + Math.max(0, radius - 0.8 * ground) };
  const bows = bowTable();
  const shine = Float32Array.from(
    { length: width },
    (_, x) => 0.75 + 0.25 * Math.cos(((x - middle.x) / width) * Math.PI),
  );
  inRows(width * 2, height, signal, (y) => {
    const down = amount * (1 - 0.55 * smoothstep(0.35 * ground, ground, y));
    const dy = y + 0.5 - middle.y;
    for (let x = 0, at = y * width * 3; x < width; x++, at += 3) {
      const dx = x + 0.5 - middle.x;
      const angle = (Math.sqrt(dx * dx + dy * dy) / radius) * BOW.red;
      if (angle >= WIDEST) continue;
      const from = Math.round(angle * STEPS) * 3;
      const strength = down * (shine[x] ?? 0);
      layer.values[at] = strength * (bows[from] ?? 0);
      layer.values[at + 1] = strength * (bows[from + 1] ?? 0);
      layer.values[at + 2] = strength * (bows[from + 2] ?? 0);
    }
  });
  return layer;
}

/** Red, green and blue of both bows and of what lies inside, for every step of the angle. */
function bowTable(): Float32Array {
  const table = new Float32Array((WIDEST * STEPS + 1) * 3);
  for (let step = 0; step * 3 < table.length; step++) {
    const angle = step / STEPS;
    const inside = INSIDE * (1 - smoothstep(BOW.violet, BOW.red, angle)) * smoothstep(22, 40, angle);
    for (let channel = 0; channel < 3; channel++) {
      const light = bandAt(angle, BOW, channel) + FAINTER * bandAt(angle, SECOND, channel);
      table[step * 3 + channel] = STRENGTH * light + inside;
    }
  }
  return table;
}

/** One channel of a bow at an angle: its colours, soft at both edges. */
function bandAt(angle: number, { red, violet }: { red: number; violet: number }, channel: number): number {
  const across = (angle - red) / (violet - red);
  if (across < -0.35 || across > 1.35) return 0;
  const step = Math.min(1, Math.max(0, across)) * (COLOURS.length - 1);
  const first = Math.min(COLOURS.length - 2, Math.floor(step));
  const from = COLOURS[first]?.[channel] ?? 0;
  const to = COLOURS[first + 1]?.[channel] ?? 0;
  const edge = smoothstep(-0.35, 0.2, across) * (1 - smoothstep(0.75, 1.35, across));
  return edge * (from + (to - from) * (step - first));
}
