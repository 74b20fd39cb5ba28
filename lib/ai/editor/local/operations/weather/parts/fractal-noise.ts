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
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = y * width + x;
        values[at] = (values[at] ?? 0) + weight * valueAt(x * across, y * down, seed + octave * 101);
      }
    }
    total += weight;
  }
  return { values: values.map((value) => value / total), width, height, channels: 1 };
}

/** Values at whole places, smoothly joined. */
function valueAt(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [eased(x - left), eased(y - top)];
  const upper = mixed(hashed(left, top, seed), hashed(left + 1, top, seed), across);
  const lower = mixed(hashed(left, top + 1, seed), hashed(left + 1, top + 1, seed), across);
  return mixed(upper, lower, down);
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
