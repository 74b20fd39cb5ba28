import type { StopSignal } from "../stop-signal";
import { clamp } from "../how-much";
import { LUMA } from "./colour-matrix";
import { inRows } from "./in-slices";
import { hashNoise, seeded } from "./noise";
import type { Raster } from "./raster";

/** Side of a tile of texture, in its own dots. A power of two. */
const TILE = 512;

/** Reads a texture of one row: `moveTo(y)`, then `at(x)`. About normal around 0, with a standard deviation near 1. */
type Texture = { moveTo(y: number): void; at(x: number): number };

const tiles = new Map<string, Float32Array>();

/** Neighbours somewhat alike, as grains of silver or the tooth of paper overlap. */
const GRAIN = [
  [0, 0, 0.8],
  [1, 0, 0.3],
  [0, 1, 0.3],
  [-1, 0, 0.3],
  [0, -1, 0.3],
] as const;

/** Dots that a stroke of a pencil runs over, and how much each adds so that the whole has a deviation of about 1. */
const STROKE = Array.from({ length: 28 }, (_, step) => [step, -step, 0.19] as const);

/**
 * A texture that is always the same and repeats itself after many dots: `grain` of film or paper, or `strokes`
 * that rise to the right. `scale` is the size of one dot in pixels, 1 or more.
 */
export function textureOf(kind: "grain" | "strokes", width: number, scale: number): Texture {
  const known = tiles.get(kind);
  const dots = known ?? paintTile(kind === "grain" ? GRAIN : STROKE);
  if (known === undefined) tiles.set(kind, dots);
  const left = Uint16Array.from({ length: width }, (_, x) => Math.floor(x / scale) % TILE);
  const part = Float32Array.from({ length: width }, (_, x) => (x / scale) % 1);
  const row = new Float32Array(TILE);
  return {
    moveTo(y) {
      const top = Math.floor(y / scale) % TILE;
      const below = (top + 1) % TILE;
      const share = (y / scale) % 1;
      for (let x = 0; x < TILE; x++) {
        row[x] = (dots[top * TILE + x] ?? 0) * (1 - share) + (dots[below * TILE + x] ?? 0) * share;
      }
    },
    at(x) {
      const from = left[x] ?? 0;
      const share = part[x] ?? 0;
      return (row[from] ?? 0) * (1 - share) + (row[(from + 1) & (TILE - 1)] ?? 0) * share;
    },
  };
}

/** Noise, each dot the sum of those at these distances, weighted. */
function paintTile(sum: ReadonlyArray<readonly [across: number, down: number, weight: number]>): Float32Array {
  const raw = Float32Array.from({ length: TILE * TILE }, (_, index) => {
    const [x, y] = [index % TILE, Math.floor(index / TILE)];
    return hashNoise(x, y, 1) + hashNoise(x, y, 2) + hashNoise(x, y, 3);
  });
  return raw.map((_value, index) => {
    const [x, y] = [index % TILE, Math.floor(index / TILE)];
    let value = 0;
    for (const [across, down, weight] of sum) {
      value += weight * (raw[((y + down) & (TILE - 1)) * TILE + ((x + across) & (TILE - 1))] ?? 0);
    }
    return value;
  });
}

/** Shorter side of a picture, in pixels, from which on grains are larger than a pixel. */
const ONE_PIXEL = 1100;

/** Grain as of film for a picture of this size: fixed in place, coarser the larger the picture. */
export const filmGrain = (width: number, height: number): Texture =>
  textureOf("grain", width, Math.max(1, Math.min(width, height) / ONE_PIXEL));

/** Standard deviation of the usual grain in the middle tones, in levels. */
const USUAL = 11;

/** Sides of two tiles of grain in pixels. Without a common factor: together they repeat only after 60 thousand. */
const SIDES = [256, 233] as const;

/** A grain is one pixel wide on a shorter side of this many pixels. */
const FINE = 1400;

/** Adds grain of the same pattern to red, green and blue. Overwrites the raster. */
export function addGrain(raster: Raster, amount: number, signal: StopSignal): Raster {
  const { data, width, height, channels } = raster;
  const spread = clamp(Math.min(width, height) / FINE, 0.35, 2.2) * 0.55;
  const [first, second] = SIDES.map((side, index) => tileOf(side, spread, index + 1));
  // Shadows of film are grainier than its lights; black and white have none.
  const byLight = Float32Array.from({ length: 256 }, (_, level) => {
    const light = level / 255;
    return (USUAL * amount * (4 * light * (1 - light)) ** 0.6 * (1.15 - 0.4 * light)) / Math.SQRT2;
  });
  inRows(width, height, signal, (y) => {
    const [rowOfFirst, rowOfSecond] = [(y % SIDES[0]) * SIDES[0], (y % SIDES[1]) * SIDES[1]];
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const light = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
      const value = (first?.[rowOfFirst + (x % SIDES[0])] ?? 0) + (second?.[rowOfSecond + (x % SIDES[1])] ?? 0);
      const noise = value * (byLight[Math.round(light)] ?? 0);
      data[at] = clamp(Math.round((data[at] ?? 0) + noise), 0, 255);
      data[at + 1] = clamp(Math.round((data[at + 1] ?? 0) + noise), 0, 255);
      data[at + 2] = clamp(Math.round((data[at + 2] ?? 0) + noise), 0, 255);
    }
  });
  return raster;
}

/** A square of grain that continues itself, with a mean of 0 and a standard deviation of 1. */
function tileOf(side: number, spread: number, seed: number): Float32Array {
  const next = seeded(seed);
  let tile = Float32Array.from({ length: side * side }, () => next() + next() + next() - 1.5);
  const reach = Math.ceil(spread * 3);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * spread * spread)),
  );
  for (const step of [1, side]) {
    const from = tile;
    tile = from.map((_, place) => {
      const line = step === 1 ? place - (place % side) : place % side;
      const along = step === 1 ? place % side : Math.floor(place / side);
      let sum = 0;
      for (const [index, weight] of weights.entries()) {
        sum += weight * (from[line + ((along + index - reach + side) % side) * step] ?? 0);
      }
      return sum;
    });
  }
  const size = Math.sqrt(tile.reduce((sum, value) => sum + value * value, 0) / tile.length);
  return tile.map((value) => value / size);
}
