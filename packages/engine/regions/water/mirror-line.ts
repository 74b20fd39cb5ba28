import type { Plane } from "../plane";

/** Rows among which the shore is looked for, as shares of the height, and how far up and down it mirrors. */
const HIGHEST = 0.3;
const LOWEST = 0.85;
const DEPTH = 0.22;
const LEAST_DEPTH = 0.08;

/** Columns that are compared, as shares of the width: at the sides trees and banks stand before the water. */
const FROM = 0.2;
const TO = 0.8;

/** Mean square of the change of light from row to row below which there is nothing to mirror. */
const FLAT = 0.5;

/** The row at which a picture mirrors what is above, as a shore of still water does, and how well, −1..1. */
export function mirrorLine({ values, width, height }: Plane): { row: number; likeness: number } {
  const [from, to] = [Math.floor(width * FROM), Math.ceil(width * TO)];
  const waves = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    let mean = 0;
    for (let x = from; x < to; x++) mean += (values[y * width + x] ?? 0) / (to - from);
    for (let x = from; x < to; x++) waves[y * width + x] = (values[y * width + x] ?? 0) - mean;
  }
  const best = { row: 0, likeness: 0 };
  // Changes along the columns, which a mirror turns over; upright posts and stripes, alike on every row, have none.
  const turns = waves.map((wave, index) => (index < width ? 0 : wave - (waves[index - width] ?? 0)));
  for (let row = Math.floor(height * HIGHEST); row < height * LOWEST; row++) {
    const depth = Math.min(row, height - row, Math.floor(height * DEPTH));
    if (depth < height * LEAST_DEPTH) continue;
    let [both, above, below] = [0, 0, 0];
    for (let step = 1; step < depth; step++) {
      for (let x = from; x < to; x++) {
        const one = turns[(row - step) * width + x] ?? 0;
        const other = turns[(row + step) * width + x] ?? 0;
        both -= one * other;
        above += one * one;
        below += other * other;
      }
    }
    if (Math.min(above, below) < FLAT * depth * (to - from)) continue;
    const likeness = both / Math.sqrt(above * below);
    if (likeness > best.likeness) Object.assign(best, { row, likeness });
  }
  return best;
}
