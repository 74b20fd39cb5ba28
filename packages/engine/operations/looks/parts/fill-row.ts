import type { PlaneReader } from "../../../regions/plane-reader";

/** Fills a row, as wide as the full picture, with what a reader's plane of that number has there. */
export function fillRow({ rows, first, second, part }: PlaneReader, plane: number, row: Float32Array): void {
  const source = rows[plane];
  if (source === undefined) return;
  for (let x = 0; x < row.length; x++) {
    const low = source[first[x] ?? 0] ?? 0;
    row[x] = low + ((source[second[x] ?? 0] ?? 0) - low) * (part[x] ?? 0);
  }
}
