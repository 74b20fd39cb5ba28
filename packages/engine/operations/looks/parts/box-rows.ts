import { rollingRows, type Rows } from "./rows";

type Box = {
  width: number;
  height: number;
  radius: number;
  /** How many numbers a pixel has. */
  channels: number;
  /** How many rows of the means can be read at a time. */
  kept: number;
};

/** How many rows a source has to keep for means over squares of this radius. */
export const rowsForBox = (radius: number): number => 2 * radius + 2;

/** Means over squares of side 2 × radius + 1 of rows, the edge repeated; needs `rowsForBox(radius)` of them at a time. */
export function boxRows(
  source: Rows<Float32Array>,
  { width, height, radius, channels, kept }: Box,
): Rows<Float32Array> {
  const line = width * channels;
  const side = 2 * radius + 1;
  const share = 1 / (side * side);
  const ahead = side * channels;
  const sourceAt = (y: number): Float32Array => source(Math.min(height - 1, Math.max(0, y)));
  // Sums down each column, with the first pixel repeated before and the last one behind.
  const columns = new Float64Array(line + ahead);
  const first = (radius + 1) * channels;
  const sums = new Float64Array(line + channels);
  const empty = (): Float32Array => new Float32Array(line);
  return rollingRows(kept, empty, (y, row) => {
    if (y === 0) {
      for (let from = -radius; from <= radius; from++) addRow(columns, first, sourceAt(from));
    } else {
      moveDown(columns, first, sourceAt(y + radius), sourceAt(y - radius - 1));
    }
    for (let at = first - 1; at >= 0; at--) columns[at] = columns[at + channels] ?? 0;
    for (let at = first + line; at < columns.length; at++) columns[at] = columns[at - channels] ?? 0;
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let at = channel; at < ahead; at += channels) sum += columns[at] ?? 0;
      sums[channel] = sum;
    }
    slide(columns, ahead, sums, channels, row, share);
  });
}

function addRow(columns: Float64Array, first: number, row: Float32Array): void {
  for (let at = 0; at < row.length; at++) columns[first + at] = (columns[first + at] ?? 0) + (row[at] ?? 0);
}

function moveDown(columns: Float64Array, first: number, next: Float32Array, old: Float32Array): void {
  for (let at = 0; at < next.length; at++) {
    columns[first + at] = (columns[first + at] ?? 0) + ((next[at] ?? 0) - (old[at] ?? 0));
  }
}

function slide(
  columns: Float64Array,
  ahead: number,
  sums: Float64Array,
  channels: number,
  row: Float32Array,
  share: number,
): void {
  for (let at = 0; at < row.length; at++) {
    const sum = (sums[at] ?? 0) + ((columns[at + ahead] ?? 0) - (columns[at] ?? 0));
    sums[at + channels] = sum;
    row[at] = sum * share;
  }
}
