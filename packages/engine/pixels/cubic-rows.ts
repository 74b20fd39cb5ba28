/** Rows of numbers, to be read from the top down. */
type Rows<Row> = (y: number) => Row;

/** Makes rows one after another, each when it is first asked for, in the place of that before the last `kept`. */
export function rollingRows<Row>(kept: number, empty: () => Row, make: (y: number, row: Row) => void): Rows<Row> {
  const spare = empty();
  const rows = Array.from({ length: kept }, empty);
  let made = 0;
  return (y) => {
    for (; made <= y; made++) make(made, rows[made % kept] ?? spare);
    return rows[y % kept] ?? spare;
  };
}

/** A small picture: bytes of `channels` numbers per pixel, row by row. */
export type Sheet = { data: Uint8Array | Uint8ClampedArray; width: number; height: number; channels: number };

/** Reads a small picture as if it were larger: after `moveTo(y)`, `row` holds that row of the large one. */
type EnlargedRows = { moveTo(y: number): void; readonly row: Uint8ClampedArray };

/** Up to how many times larger two neighbours are as good as four. */
const NEAR = 2;

/** A small picture at another size, row by row, smoothly: cubic (after Catmull and Rom), or linear where it hardly grows. */
export function enlarged(small: Sheet, width: number, height: number): EnlargedRows {
  const row = new Uint8ClampedArray(width * small.channels);
  const places = placesOf(height, small.height);
  const isNear = Math.max(width / small.width, height / small.height) <= NEAR;
  const stretched = stretchedRows(small, width, isNear);
  const stretchedAt = (y: number): Float32Array => stretched(Math.min(small.height - 1, Math.max(0, y)));
  return {
    row,
    moveTo(y) {
      const above = places.first[y] ?? 0;
      const part = places.part[y] ?? 0;
      // The lowest first, for rows are made from the top down.
      if (isNear) {
        const below = stretchedAt(above + 1);
        mixTwo(row, stretchedAt(above), below, part);
      } else {
        const lowest = stretchedAt(above + 2);
        const below = stretchedAt(above + 1);
        mixFour(row, [stretchedAt(above - 1), stretchedAt(above), below, lowest], weightsOf(part));
      }
    },
  };
}

function mixTwo(row: Uint8ClampedArray, above: Float32Array, below: Float32Array, part: number): void {
  for (let at = 0; at < row.length; at++) {
    const high = above[at] ?? 0;
    row[at] = high + ((below[at] ?? 0) - high) * part;
  }
}

type Four<Item> = readonly [Item, Item, Item, Item];

function mixFour(row: Uint8ClampedArray, [a, b, c, d]: Four<Float32Array>, [wa, wb, wc, wd]: Four<number>): void {
  for (let at = 0; at < row.length; at++) {
    row[at] = (a[at] ?? 0) * wa + (b[at] ?? 0) * wb + (c[at] ?? 0) * wc + (d[at] ?? 0) * wd;
  }
}

/** The rows of a small picture, as wide as the large one; the last four can be read. */
function stretchedRows({ data, width: small, channels }: Sheet, width: number, isNear: boolean): Rows<Float32Array> {
  const line = small * channels;
  const { first, part } = placesOf(width, small);
  const columns = first.map((column) => (column + 2) * channels);
  const weights = Float32Array.from({ length: 4 * width }, (_, tap) => weightsOf(part[tap >> 2] ?? 0)[tap & 3] ?? 0);
  // Two pixels repeated on either side, so that no place lies outside.
  const padded = new Float32Array(line + 4 * channels);
  const start = 2 * channels;
  const empty = (): Float32Array => new Float32Array(width * channels);
  return rollingRows(4, empty, (y, row) => {
    for (let at = 0, from = y * line; at < line; at++, from++) padded[start + at] = data[from] ?? 0;
    for (let at = start - 1; at >= 0; at--) padded[at] = padded[at + channels] ?? 0;
    for (let at = start + line; at < padded.length; at++) padded[at] = padded[at - channels] ?? 0;
    for (let channel = 0; channel < channels; channel++) {
      if (isNear) stretchTwo(padded, row, columns, part, channel, channels);
      else stretchFour(padded, row, columns, weights, channel, channels);
    }
  });
}

function stretchTwo(
  padded: Float32Array,
  row: Float32Array,
  columns: Int32Array,
  part: Float32Array,
  channel: number,
  channels: number,
): void {
  for (let x = 0, to = channel; x < columns.length; x++, to += channels) {
    const at = (columns[x] ?? 0) + channel;
    const left = padded[at] ?? 0;
    row[to] = left + ((padded[at + channels] ?? 0) - left) * (part[x] ?? 0);
  }
}

function stretchFour(
  padded: Float32Array,
  row: Float32Array,
  columns: Int32Array,
  weights: Float32Array,
  channel: number,
  channels: number,
): void {
  for (let x = 0, to = channel, tap = 0; x < columns.length; x++, to += channels, tap += 4) {
    const at = (columns[x] ?? 0) + channel;
    row[to] =
      (padded[at - channels] ?? 0) * (weights[tap] ?? 0) +
      (padded[at] ?? 0) * (weights[tap + 1] ?? 0) +
      (padded[at + channels] ?? 0) * (weights[tap + 2] ?? 0) +
      (padded[at + 2 * channels] ?? 0) * (weights[tap + 3] ?? 0);
  }
}

/** How much each of four neighbours counts at a place between the second and the third. */
const weightsOf = (part: number): Four<number> => [
  ((2 - part) * part - 1) * part * 0.5,
  ((3 * part - 5) * part * part + 2) * 0.5,
  ((4 - 3 * part) * part + 1) * part * 0.5,
  (part - 1) * part * part * 0.5,
];

/** For each of `length` pixels the sample before it, among `small` ones, and how far beyond it lies, 0..1. */
function placesOf(length: number, small: number): { first: Int32Array; part: Float32Array } {
  const first = new Int32Array(length);
  const part = new Float32Array(length);
  for (let index = 0; index < length; index++) {
    const exact = Math.min(small - 1, Math.max(0, ((index + 0.5) * small) / length - 0.5));
    first[index] = Math.floor(exact);
    part[index] = exact % 1;
  }
  return { first, part };
}
