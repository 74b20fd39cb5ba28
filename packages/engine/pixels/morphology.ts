/** Numbers by place, row by row. */
type Grid = { values: Float32Array | Uint8Array; width: number; height: number };

/** The largest value in the rectangle around each place: what is 1 grows by `across` pixels to both sides, and `down`. */
export const dilate = <G extends Grid>(grid: G, across: number, down = across): G => window(grid, across, down, true);

/** The least value in the rectangle around each place: what is 1 loses a rim; beyond the border there is nothing. */
export const erode = <G extends Grid>(grid: G, across: number, down = across): G => window(grid, across, down, false);

function window<G extends Grid>(grid: G, across: number, down: number, isMost: boolean): G {
  const { width, height } = grid;
  const slide = isMost ? slideMost : slideLeast;
  const none = isMost ? -Infinity : Infinity;
  const padded = width + 2 * across;
  const wide = new Float32Array(padded * height).fill(none);
  for (let y = 0; y < height; y++) {
    wide.set(grid.values.subarray(y * width, (y + 1) * width), y * padded + across);
  }
  slide(wide, 1, 2 * across + 1);
  const tall = new Float32Array(width * (height + 2 * down)).fill(none);
  for (let y = 0; y < height; y++) {
    tall.set(wide.subarray(y * padded, y * padded + width), (y + down) * width);
  }
  slide(tall, width, 2 * down + 1);
  const values = grid.values.slice();
  values.set(tall.subarray(0, values.length));
  return { ...grid, values };
}

/**
 * Makes each value the largest of the `count` that begin with it, `step` apart: of 2, then of 4, and so on, so
 * that the work grows with the logarithm of the count.
 */
function slideMost(values: Float32Array, step: number, count: number): void {
  for (let span = 1; span < count;) {
    const more = Math.min(span, count - span);
    const ahead = more * step;
    const end = values.length - ahead;
    for (let at = 0; at < end; at++) {
      const next = values[at + ahead] ?? 0;
      if (next > (values[at] ?? 0)) values[at] = next;
    }
    span += more;
  }
}

/** The same for the least. Two loops, since a comparison that is handed over would take most of the time. */
function slideLeast(values: Float32Array, step: number, count: number): void {
  for (let span = 1; span < count;) {
    const more = Math.min(span, count - span);
    const ahead = more * step;
    const end = values.length - ahead;
    for (let at = 0; at < end; at++) {
      const next = values[at + ahead] ?? 0;
      if (next < (values[at] ?? 0)) values[at] = next;
    }
    span += more;
  }
}
