import type { StopSignal } from "../stop-signal";
import { inRows } from "../pixels/in-slices";
import { seeded } from "../pixels/noise";
import { type Layer, emptyLayer, lumaAt } from "../pixels/plane";
import type { Raster } from "../pixels/raster";
import { smallLayer } from "../pixels/resize";
import { smoothstep } from "../pixels/smoothstep";

/** Shorter side of the copy that the light falls through, in pixels. */
const SMALL = 300;

/** Places looked at on the way to the source. */
const STEPS = 40;

/** Beams that fan out beside those that the picture itself makes: how many directions their pattern has. */
const FAN = 96;

/** How far they reach, as a share of the longer side, until they have lost most of their light. */
const REACH = 0.95;

const COLOUR = [1, 0.9, 0.7] as const;

/** Rays from a point (shares of the width and the height): bright places shine away from it, dark ones throw shadows. */
export async function rayLight(
  raster: Raster,
  [atX, atY]: readonly [number, number],
  amount: number,
  signal: StopSignal,
): Promise<Layer> {
  const small = await smallLayer(raster, SMALL);
  const { width, height } = small;
  const lights = brightness(small);
  const layer = emptyLayer(width, height, 3);
  // A source beyond the edge makes beams that are nearly parallel, as those of the sun are.
  const [fromX, fromY] = [(0.5 + (atX - 0.5) * 1.35) * width, (0.5 + (atY - 0.5) * 1.35) * height];
  const longer = Math.max(width, height);
  const fan = fanOf();
  const ways = Float64Array.from({ length: STEPS }, (_, step) => (step + 0.5) / STEPS);
  const weights = ways.map((way) => 1 - 0.6 * way);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const [mostX, mostY] = [width - 1, height - 1];
  inRows(width * STEPS, height, signal, (y) => {
    for (let x = 0; x < width; x++) {
      const dx = fromX - x;
      const dy = fromY - y;
      let sum = 0;
      for (let step = 0; step < STEPS; step++) {
        const way = ways[step] ?? 0;
        const nx = (x + dx * way + 0.5) | 0;
        const ny = (y + dy * way + 0.5) | 0;
        const column = nx < 0 ? 0 : nx > mostX ? mostX : nx;
        const row = ny < 0 ? 0 : ny > mostY ? mostY : ny;
        sum += (lights[row * width + column] ?? 0) * (weights[step] ?? 0);
      }
      const away = Math.hypot(dx, dy) / longer;
      const fall = Math.exp(-((away / REACH) ** 2) * 1.6);
      const beam = fan(Math.atan2(-dy, -dx), away);
      const open = sum / total;
      const light = amount * fall * (0.12 + 1.15 * beam) * (0.3 + 1.1 * open);
      const at = (y * width + x) * 3;
      layer.values[at] = Math.min(0.85, light) * COLOUR[0];
      layer.values[at + 1] = Math.min(0.85, light) * COLOUR[1];
      layer.values[at + 2] = Math.min(0.85, light) * COLOUR[2];
    }
  });
  return layer;
}

/** How much light each place lets through or gives: by its brightness against the brightest, 0..1. */
function brightness(layer: Layer): Float32Array {
  const lights = new Float32Array(layer.width * layer.height);
  for (let place = 0; place < lights.length; place++) lights[place] = lumaAt(layer, place);
  const sorted = lights.toSorted();
  const high = sorted[Math.floor(sorted.length * 0.97)] ?? 1;
  const low = sorted[Math.floor(sorted.length * 0.3)] ?? 0;
  return lights.map((light) => smoothstep(low * 0.8, Math.max(low + 0.15, high), light));
}

/** Beams by direction: a smooth closed pattern of strong and weak ones, softer the further away. */
function fanOf(): (angle: number, away: number) => number {
  const next = seeded(17);
  const strengths = Array.from({ length: FAN }, () => next() ** 1.7);
  const wide = Array.from({ length: FAN / 4 }, () => next());
  const at = (list: readonly number[], turn: number): number => {
    const place = turn * list.length;
    const first = Math.floor(place);
    const part = smoothstep(0, 1, place - first);
    const from = list[first % list.length] ?? 0;
    return from + ((list[(first + 1) % list.length] ?? 0) - from) * part;
  };
  return (angle, away) => {
    const turn = angle / (2 * Math.PI) + 0.5;
    const fine = at(strengths, turn);
    const coarse = at(wide, turn);
    return coarse * 0.55 + fine * 0.6 * (1 - 0.4 * Math.min(1, away));
  };
}
