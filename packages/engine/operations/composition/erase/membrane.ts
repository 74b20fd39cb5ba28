/** Rounds of relaxation, and how far each overshoots: enough for a few dozen pixels across. */
const ROUNDS = 400;
const OVERSHOOT = 1.85;

/**
 * Spreads known values (finite) evenly over unknown ones (NaN), as a soap film would: each becomes the mean
 * of its neighbours; beyond the grid there is nothing. Changes the grid.
 */
export function membrane(grid: Float32Array, width: number): Float32Array {
  const unknown: number[] = [];
  let [sum, known] = [0, 0];
  for (const [index, value] of grid.entries()) {
    if (Number.isNaN(value)) unknown.push(index);
    else [sum, known] = [sum + value, known + 1];
  }
  const start = known === 0 ? 0 : sum / known;
  for (const index of unknown) grid[index] = start;
  for (let round = 0; round < ROUNDS; round++) {
    for (const index of unknown) {
      const x = index % width;
      let [total, count] = [0, 0];
      if (x > 0) [total, count] = [total + (grid[index - 1] ?? 0), count + 1];
      if (x < width - 1) [total, count] = [total + (grid[index + 1] ?? 0), count + 1];
      if (index >= width) [total, count] = [total + (grid[index - width] ?? 0), count + 1];
      if (index + width < grid.length) [total, count] = [total + (grid[index + width] ?? 0), count + 1];
      const was = grid[index] ?? 0;
      grid[index] = was + (total / Math.max(1, count) - was) * OVERSHOOT;
    }
  }
  return grid;
}
