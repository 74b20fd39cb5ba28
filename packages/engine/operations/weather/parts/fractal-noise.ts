import type { Layer } from "../../focus/parts/layer";

/** How `cellX` and `cellY` pixels wide the largest shapes are, how many finer ones are laid over them, and of which seed. */
type Shape = { cellX: number; cellY: number; octaves: number; seed: number };

/** Cloudy noise over 0..1 with a mean of about a half: smooth shapes, each octave half as large and half as strong. */
export function fractalNoise(width: number, height: number, { cellX, cellY, octaves, seed }: Shape): Layer {
  const values = new Float32Array(width * height);
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    const weight = 0.5 ** octave;
    const [across, down] = [2 ** octave / cellX, 2 ** octave / cellY];
    addOctave(values, width, height, { across, down, weight, seed: seed + octave * 101 });
    total += weight;
  }
  return { values: values.map((value) => value / total), width, height, channels: 1 };
}

type Octave = { across: number; down: number; weight: number; seed: number };

/** Adds values at whole places, smoothly joined. */
function addOctave(values: Float32Array, width: number, height: number, octave: Octave): void {
  const { across, down, weight, seed } = octave;
  const count = Math.floor((width - 1) * across) + 2;
  const left = Uint32Array.from({ length: width }, (_, x) => Math.floor(x * across));
  const part = Float64Array.from({ length: width }, (_, x) => eased(x * across - Math.floor(x * across)));
  const upper = new Float64Array(count);
  const lower = new Float64Array(count);
  const fill = (row: Float64Array, top: number): void => {
    for (let index = 0; index < count; index++) row[index] = hashed(index, top, seed);
  };
  let filled = -1;
  for (let y = 0; y < height; y++) {
    const top = Math.floor(y * down);
    if (top !== filled) {
      fill(upper, top);
      fill(lower, top + 1);
      filled = top;
    }
    const share = eased(y * down - top);
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const low = left[x] ?? 0;
      const turn = part[x] ?? 0;
      const above = mixed(upper[low] ?? 0, upper[low + 1] ?? 0, turn);
      const below = mixed(lower[low] ?? 0, lower[low + 1] ?? 0, turn);
      values[at] = (values[at] ?? 0) + weight * mixed(above, below, share);
    }
  }
}

const eased = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);
const mixed = (from: number, to: number, share: number): number => from + (to - from) * share;

/** 0..1 by place, without any pattern. */
function hashed(x: number, y: number, seed: number): number {
  let value = Math.imul(x, 0x27d4eb2f) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x3c6ef372);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return ((value ^ (value >>> 15)) >>> 0) / 2 ** 32;
}
