import type { StopSignal } from "../../stop-signal";
import { inRows } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";

/** Alpha below which a pixel counts as nothing. */
export const NOTHING = 16;

/** Shares of the picture and of its edges that must be nothing for the rest to be a subject cut out before. */
const EMPTY = 0.02;
const EMPTY_EDGES = 0.25;

/** From this share of its convex hull on a shape is convex: a picture that was turned, or cropped to a circle. */
const CONVEX = 0.985;

type Row = { left: number; right: number };

/**
 * Whether what covers in a picture is a subject that was cut out before, and not the picture itself with
 * transparent corners (turned, round) or with transparent room on a side.
 */
export function isCutOut({ data, width, height, channels }: Raster, signal: StopSignal): boolean {
  if (channels === 3) return false;
  const rows: (Row | null)[] = [];
  let [covered, emptyEdges] = [0, 0];
  inRows(width, height, signal, (y) => {
    let row: Row | null = null;
    for (let x = 0; x < width; x++) {
      if ((data[(y * width + x) * 4 + 3] ?? 0) < NOTHING) {
        if (x === 0 || y === 0 || x === width - 1 || y === height - 1) emptyEdges++;
        continue;
      }
      covered++;
      row = row === null ? { left: x, right: x } : { left: row.left, right: x };
    }
    rows.push(row);
  });
  const edges = 2 * (width + height) - 4;
  const empty = width * height - covered;
  if (covered === 0 || empty <= EMPTY * width * height || emptyEdges <= EMPTY_EDGES * edges) return false;
  const top = rows.findIndex((row) => row !== null);
  const bottom = rows.findLastIndex((row) => row !== null);
  const left = Math.min(...rows.map((row) => row?.left ?? width));
  const right = Math.max(...rows.map((row) => row?.right ?? 0));
  const touched = [left === 0, top === 0, right === width - 1, bottom === height - 1].filter(Boolean).length;
  const isRectangle = covered >= CONVEX * (right - left + 1) * (bottom - top + 1);
  if (isRectangle) return touched === 0;
  // Along slanted edges whole pixels stand for parts of them.
  return touched < 4 || covered + width + height < CONVEX * hullArea(rows);
}

type Point = readonly [x: number, y: number];

/** Area of the convex hull of what covers, row by row. */
function hullArea(rows: readonly (Row | null)[]): number {
  const left: Point[] = [];
  const right: Point[] = [];
  for (const [y, row] of rows.entries()) {
    if (row === null) continue;
    for (const at of [y, y + 1]) {
      grow(left, [row.left, at], 1);
      grow(right, [row.right + 1, at], -1);
    }
  }
  const outline = [...left, ...right.toReversed()];
  return Math.abs(
    outline.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = outline[(index + 1) % outline.length] ?? [x, y];
      return sum + (x * nextY - nextX * y) / 2;
    }, 0),
  );
}

/** Adds a point to one side of a hull, without those that it makes lie inside. */
function grow(side: Point[], point: Point, turn: 1 | -1): void {
  while (side.length >= 2) {
    const [ax, ay] = side.at(-2) ?? point;
    const [bx, by] = side.at(-1) ?? point;
    if (turn * ((bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)) < 0) break;
    side.pop();
  }
  side.push(point);
}
