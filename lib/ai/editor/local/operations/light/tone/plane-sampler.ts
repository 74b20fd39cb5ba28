import type { Plane } from "./plane";

/** Reads small planes of one size at the pixels of the full picture, row after row. */
export type PlaneSampler = {
  /** Prepares the rows for row `y` of the picture. */
  moveTo: (y: number) => void;
  /** One row for each plane, as wide as the plane. */
  rows: readonly Float32Array[];
  /** For each column of the picture: the place in a row left of it, and how far it lies towards the next one, 0..1. */
  left: Uint16Array;
  part: Float32Array;
};

/** Interpolates between the four nearest places; all planes have one size. Rows are one place longer, for the last column. */
export function planeSampler(planes: readonly Plane[], width: number, height: number): PlaneSampler {
  const smallWidth = planes[0]?.width ?? 1;
  const smallHeight = planes[0]?.height ?? 1;
  const rows = planes.map(() => new Float32Array(smallWidth + 1));
  const left = new Uint16Array(width);
  const part = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const exact = placeOf(x, width, smallWidth);
    left[x] = Math.floor(exact);
    part[x] = exact - Math.floor(exact);
  }
  return {
    rows,
    left,
    part,
    moveTo(y) {
      const exact = placeOf(y, height, smallHeight);
      const upper = Math.floor(exact);
      const lower = Math.min(smallHeight - 1, upper + 1);
      const share = exact - upper;
      for (const [index, { values }] of planes.entries()) {
        const row = rows[index];
        if (row === undefined) continue;
        for (let x = 0; x < smallWidth; x++) {
          const above = values[upper * smallWidth + x] ?? 0;
          row[x] = above + ((values[lower * smallWidth + x] ?? 0) - above) * share;
        }
        row[smallWidth] = row[smallWidth - 1] ?? 0;
      }
    },
  };
}

const placeOf = (index: number, length: number, small: number): number =>
  Math.min(small - 1, Math.max(0, ((index + 0.5) * small) / length - 0.5));
