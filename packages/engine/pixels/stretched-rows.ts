import type { Layer, Plane } from "./plane";

/**
 * Reads small planes of one size as if they were as large as the full picture, in between in proportion:
 * `moveTo(y)` chooses the row of the full picture, `at(plane, x)` reads the plane with that number there.
 */
export type PlaneReader = {
  moveTo(y: number): void;
  at(plane: number, x: number): number;
  /** The row chosen, for each plane, as wide as the small planes. */
  readonly rows: readonly Float32Array[];
  /** What `at` reads by, for loops over whole rows: the two places beside each column, and how far it is from the first. */
  readonly first: Uint16Array;
  readonly second: Uint16Array;
  readonly part: Float32Array;
};

/** A reader of these planes for a picture of this size. */
export function planeReader(planes: readonly Plane[], width: number, height: number): PlaneReader {
  const [{ width: small, height: smallHeight } = { width: 1, height: 1 }] = planes;
  const rows = planes.map(() => new Float32Array(small));
  const first = new Uint16Array(width);
  const second = new Uint16Array(width);
  const part = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const place = placeOf(x, width, small);
    first[x] = place.first;
    second[x] = place.second;
    part[x] = place.part;
  }
  return {
    rows,
    first,
    second,
    part,
    moveTo(y) {
      const place = placeOf(y, height, smallHeight);
      const [above, below] = [place.first * small, place.second * small];
      for (const [index, row] of rows.entries()) {
        const values = planes[index]?.values ?? row;
        for (let x = 0; x < small; x++) {
          const high = values[above + x] ?? 0;
          row[x] = high + ((values[below + x] ?? 0) - high) * place.part;
        }
      }
    },
    at(plane, x) {
      const row = rows[plane];
      if (row === undefined) return 0;
      const low = row[first[x] ?? 0] ?? 0;
      return low + ((row[second[x] ?? 0] ?? 0) - low) * (part[x] ?? 0);
    },
  };
}

type Place = { first: number; second: number; part: number };

/** Where pixel `index` of `length` lies among `small` samples. */
function placeOf(index: number, length: number, small: number): Place {
  const exact = Math.min(small - 1, Math.max(0, ((index + 0.5) * small) / length - 0.5));
  const first = Math.floor(exact);
  return { first, second: Math.min(small - 1, first + 1), part: exact - first };
}

/** Fills a row, as wide as the full picture, with what a reader's plane of that number has there. */
export function fillRow({ rows, first, second, part }: PlaneReader, plane: number, row: Float32Array): void {
  const source = rows[plane];
  if (source === undefined) return;
  for (let x = 0; x < row.length; x++) {
    const low = source[first[x] ?? 0] ?? 0;
    row[x] = low + ((source[second[x] ?? 0] ?? 0) - low) * (part[x] ?? 0);
  }
}

/** One row at a time of a layer stretched to a picture: `moveTo(y)` fills `row` with that row. */
export type LayerRows = { readonly row: Float32Array; moveTo(y: number): void };

/** Stretches a layer to a picture of this size, row by row, without ever holding all of it. */
export function layerRows(layer: Layer, width: number, height: number): LayerRows {
  const { values, channels } = layer;
  const line = layer.width * channels;
  const narrow = new Float32Array(line);
  const row = new Float32Array(width * channels);
  const { first, second, part } = placesOf(width, layer.width, channels);
  const lines = placesOf(height, layer.height, line);
  return {
    row,
    moveTo(y) {
      const upper = lines.first[y] ?? 0;
      const lower = lines.second[y] ?? 0;
      const down = lines.part[y] ?? 0;
      for (let at = 0; at < line; at++) {
        const above = values[upper + at] ?? 0;
        narrow[at] = above + ((values[lower + at] ?? 0) - above) * down;
      }
      if (width === layer.width) {
        row.set(narrow);
        return;
      }
      for (let channel = 0; channel < channels; channel++) {
        for (let x = 0, at = channel; x < width; x++, at += channels) {
          const here = narrow[(first[x] ?? 0) + channel] ?? 0;
          row[at] = here + ((narrow[(second[x] ?? 0) + channel] ?? 0) - here) * (part[x] ?? 0);
        }
      }
    },
  };
}

/**
 * Where each of `length` pixels lies among `small` samples that are `step` values apart: the two beside it, and how
 * far it is from the first.
 */
function placesOf(length: number, small: number, step: number) {
  const first = new Uint32Array(length);
  const second = new Uint32Array(length);
  const part = new Float32Array(length);
  for (let index = 0; index < length; index++) {
    const exact = Math.min(small - 1, Math.max(0, ((index + 0.5) * small) / length - 0.5));
    const low = Math.floor(exact);
    first[index] = low * step;
    second[index] = Math.min(small - 1, low + 1) * step;
    part[index] = exact - low;
  }
  return { first, second, part };
}
