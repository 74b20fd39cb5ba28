import { type Cv, withMats } from "../pixels/opencv";
import type { Raster } from "../pixels/raster";
import { smallOpaqueCopy } from "../pixels/resize";
import type { StopSignal } from "../stop-signal";
import { type Box, boxOf, heightOf, rowsOf, segmentsOf } from "./text-rows";

/** Longer side of the copy on which writing is looked for, in pixels. */
const LOOKED_AT = 1600;

/** Least difference between neighbours that is the edge of a letter, in levels. */
const EDGE = 36;

/** Letters are at least so high, in pixels of the copy, and at most this share of its longer side. */
const LOWEST = 6;
const HIGHEST = 0.07;

/** A piece of joined letters is at most so many times wider than high. */
const WIDEST = 40;

/** More pieces than this are no writing. */
const MOST = 6000;

/** So much of all that has the size of letters must stand in lines, and so many lines be long, for a picture of writing. */
const WRITTEN = 0.5;
const FEWEST = 2;
const LONG = 4;

/** A line of writing: the box around it in pixels of the picture, and how high its letters are. */
export type TextLine = Box & { letter: number; pieces: number };

/**
 * The lines of writing of a page or a screenshot, from the top, by edges alone: rows of pieces of like height that stand
 * close together on a plain ground, light on dark or dark on light. Nothing is read. What stands beside each other is one
 * line, however far apart. None in a picture that is not mostly writing, such as a photograph with a sign in it: there,
 * leaves and bricks stand in rows as well.
 */
export async function findTextLines(raster: Raster, cv: Cv, signal: StopSignal): Promise<TextLine[]> {
  const small = await smallOpaqueCopy(raster, LOOKED_AT);
  const { light, pieces } = piecesOf(small, cv);
  signal.throwIfAborted();
  if (pieces.length > MOST) return [];
  const rows = rowsOf(segmentsOf(pieces, light, small.width));
  const written = rows.reduce((sum, { length }) => sum + length, 0);
  const long = rows.filter(({ length }) => length >= LONG).length;
  if (long < FEWEST || written < WRITTEN * pieces.length) return [];
  const scale = raster.width / small.width;
  return rows.map((row) => {
    const { left, top, right, bottom } = boxOf(row);
    const heights = row.map(heightOf).toSorted((one, other) => one - other);
    return {
      left: left * scale,
      top: top * scale,
      right: right * scale,
      bottom: bottom * scale,
      letter: (heights[Math.floor(heights.length * 0.75)] ?? 0) * scale,
      pieces: row.length,
    };
  });
}

/** Everything of the size of letters that has edges, and the light of the copy. */
function piecesOf({ data, width, height }: Raster, cv: Cv): { light: Uint8Array; pieces: Box[] } {
  return withMats((mat) => {
    const picture = mat(cv.matFromArray(height, width, cv.CV_8UC3, data));
    const grey = mat(new cv.Mat());
    cv.cvtColor(picture, grey, cv.COLOR_RGB2GRAY as number);
    const light = grey.data.slice();
    const edges = mat(new cv.Mat());
    const square = mat(cv.getStructuringElement(cv.MORPH_RECT as number, new cv.Size(3, 3)));
    cv.morphologyEx(grey, edges, cv.MORPH_GRADIENT as number, square);
    cv.threshold(edges, edges, EDGE, 255, cv.THRESH_BINARY as number);
    const [labels, stats, centres] = [mat(new cv.Mat()), mat(new cv.Mat()), mat(new cv.Mat())];
    const count = cv.connectedComponentsWithStats(edges, labels, stats, centres, 8, cv.CV_32S as number);
    const pieces: Box[] = [];
    const numbers: Int32Array = stats.data32S;
    for (let label = 1; label < count; label++) {
      const [left = 0, top = 0, wide = 0, high = 0] = numbers.subarray(label * 5, label * 5 + 4);
      // The gradient is a pixel wider than what it is of, to all sides.
      const box = { left, top, right: left + wide, bottom: top + high };
      if (high >= LOWEST + 2 && high <= HIGHEST * Math.max(width, height) && wide <= WIDEST * high) pieces.push(box);
    }
    return { light, pieces };
  });
}
