import type { Plane } from "./plane";

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
