import type { Plane } from "./plane";
import { type PlaneReader, planeReader } from "./stretched-rows";
import { smoothstep } from "./smoothstep";

/** A source of numbers in 0..1 that gives the same ones for the same seed, on every machine. */
export function seeded(seed: number): () => number {
  let state = 0;
  let count = Math.imul(seed | 0, 0x2545f491) ^ 0x5bd1e995;
  return () => {
    count = (count + 0x61c88647) | 0;
    state = Math.imul(count ^ (count >>> 15), 0x735a2d97);
    state = Math.imul(state ^ (state >>> 13), 0x4f1bbcdd);
    return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** White noise: a number −1..1 that looks random and is always the same for the same whole numbers. */
export function hashNoise(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(seed + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 0x7fffffff - 1;
}

/** White noise of nearly normal distribution: mean 0, standard deviation 1; the same for the same place. */
export const gaussianNoise = (x: number, y: number): number =>
  hashNoise(x, y, 1) + hashNoise(x, y, 2) + hashNoise(x, y, 3);

/** One layer of value noise: cells of `cellX` by `cellY` pixels between whose corners it changes smoothly. */
type Octave = { cellX: number; cellY: number; weight: number; seed: number };

/** The sum of layers of value noise, each −1..1 times its weight, over a plane of this size. */
function valueNoise(width: number, height: number, octaves: readonly Octave[]): Plane {
  const values = new Float32Array(width * height);
  for (const octave of octaves) addOctave(values, width, octave);
  return { values, width, height };
}

function addOctave(values: Float32Array, width: number, { cellX, cellY, weight, seed }: Octave): void {
  const left = Int32Array.from({ length: width }, (_, x) => Math.floor(x / cellX));
  const shares = Float32Array.from({ length: width }, (_, x) => smoothstep(0, 1, (x / cellX) % 1));
  const line = new Float32Array(Math.floor(width / cellX) + 2);
  for (let y = 0, at = 0; at < values.length; y++) {
    const top = Math.floor(y / cellY);
    const share = smoothstep(0, 1, (y / cellY) % 1);
    for (let column = 0; column < line.length; column++) {
      const above = hashNoise(column, top, seed);
      line[column] = weight * (above + (hashNoise(column, top + 1, seed) - above) * share);
    }
    for (let x = 0; x < width; x++, at++) {
      const column = left[x] ?? 0;
      const low = line[column] ?? 0;
      values[at] = (values[at] ?? 0) + low + ((line[column + 1] ?? 0) - low) * (shares[x] ?? 0);
    }
  }
}

/** How `cellX` and `cellY` pixels wide the largest shapes are, how many finer ones are laid over them, and of which seed. */
type Clouds = { cellX: number; cellY: number; octaves: number; seed: number };

/** Cloudy noise over 0..1 with a mean of about a half: smooth shapes, each octave half as large and half as strong. */
export function fractalNoise(width: number, height: number, { cellX, cellY, octaves, seed }: Clouds): Plane {
  const total = 2 - 0.5 ** (octaves - 1);
  const noise = valueNoise(
    width,
    height,
    Array.from({ length: octaves }, (_, octave) => {
      const smaller = 0.5 ** octave;
      return { cellX: cellX * smaller, cellY: cellY * smaller, weight: smaller / total / 2, seed: seed + octave * 101 };
    }),
  );
  return { ...noise, values: noise.values.map((value) => 0.5 + value) };
}

/** Samples per cell of the noise that is read at the size of a picture. */
const SAMPLES = 8;

/** Smooth noises −1..1 over a picture, one for each seed, changing about once per `size` pixels; with finer ones on top. */
export function noiseReader(seeds: readonly number[], width: number, height: number, size: number): PlaneReader {
  const step = Math.max(1, size / SAMPLES);
  const [coarse, fine] = [size / step, size / step / 3];
  const planes = seeds.map((seed) =>
    valueNoise(Math.max(1, Math.ceil(width / step)), Math.max(1, Math.ceil(height / step)), [
      { cellX: coarse, cellY: coarse, weight: 0.7, seed },
      { cellX: fine, cellY: fine, weight: 0.3, seed: seed + 1 },
    ]),
  );
  return planeReader(planes, width, height);
}

const SIDE = 128;
const next = seeded(7);
const TABLE = Float32Array.from({ length: SIDE * SIDE }, () => next() - 0.5);

/**
 * −0.5..0.5 by place: added before a value is rounded to a whole level, it keeps soft gradients free of
 * bands.
 */
export const dither = (x: number, y: number): number => TABLE[(y & (SIDE - 1)) * SIDE + (x & (SIDE - 1))] ?? 0;
