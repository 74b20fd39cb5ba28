import { hashNoise } from "./hash-noise";

/** Smooth noise −1..1 at a place, changing about once per unit; the same for the same place and seed. */
export function valueNoise(x: number, y: number, seed: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const across = eased(x - left);
  const down = eased(y - top);
  const above = mixed(hashNoise(left, top, seed), hashNoise(left + 1, top, seed), across);
  const below = mixed(hashNoise(left, top + 1, seed), hashNoise(left + 1, top + 1, seed), across);
  return mixed(above, below, down);
}

const eased = (t: number): number => t * t * (3 - 2 * t);
const mixed = (from: number, to: number, share: number): number => from + (to - from) * share;
