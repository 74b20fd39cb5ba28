import { type Cv, withMats } from "../pixels/opencv";
import type { Raster } from "../pixels/raster";
import { smallOpaqueCopy } from "../pixels/resize";
import type { StopSignal } from "../stop-signal";
import { refineSheet } from "./refine-sheet";
import { areaOf, type Corners, inOrder, type Point, sheetScore } from "./sheet-score";

/** Longer side of the copy on which sheets are looked for, and of that on which their edges are measured, in pixels. */
const LOOKED_AT = 480;
const MEASURED_AT = 1600;

/** Shorter sides below this show no sheet, in pixels of the copy. */
const SMALLEST = 60;

/** Medians that take print off the paper and leave its outline, in pixels of the copy. */
const UNPRINTED = [5, 11] as const;

/** Beside the level that divides light from dark best, it is divided at these shares of the way to the lightest and darkest. */
const DIVISIONS = [-0.5, -0.25, 0.25, 0.5, 0.75] as const;

/** Hysteresis of Canny's edges, in levels. */
const EDGES = [
  [15, 45],
  [40, 120],
] as const;

/** Outlines smaller than this share of the copy are not looked at, and of one division only the largest. */
const LEAST = 0.06;
const MOST_OUTLINES = 4;

/** Least score of a sheet that is believed, and of one that is worth measuring; see `sheetScore`. */
const BELIEVED = 0.85;
const WORTH = 0.5;

/** A sheet, its corners clockwise from the upper left in pixels of the picture, and how surely it is one, 0..1. */
export type Sheet = { corners: Corners; score: number };

/**
 * The corners of the largest sheet (page, receipt, card, board …) of which all four edges are seen, or three and the frame
 * of the picture; `null` when there is none. Outlines of what is lighter and of what edges enclose are each judged by how
 * much of their sides is an edge of one direction, and the best is laid along the edges as they are.
 */
export async function findSheet(raster: Raster, cv: Cv, signal: StopSignal): Promise<Sheet | null> {
  const small = await smallOpaqueCopy(raster, LOOKED_AT);
  if (Math.min(small.width, small.height) < SMALLEST) return null;
  const rank = ({ corners, score }: Sheet): number => score * Math.sqrt(Math.sqrt(areaOf(corners)));
  const ranked = outlinesOf(small, cv, signal)
    .map((corners) => ({ corners, score: sheetScore(small, corners) }))
    .filter(({ score }) => score >= WORTH)
    .toSorted((one, other) => rank(other) - rank(one))
    .slice(0, 6);
  if (ranked.length === 0) return null;
  const large = await smallOpaqueCopy(raster, MEASURED_AT);
  const scale = large.width / small.width;
  let best: Sheet | null = null;
  for (const { corners } of ranked) {
    const measured = refineSheet(large, scaled(corners, scale));
    const sheet = {
      corners: scaled(measured, raster.width / large.width),
      score: sheetScore(small, scaled(measured, 1 / scale)),
    };
    if (sheet.score >= BELIEVED && (best === null || rank(sheet) > rank(best))) best = sheet;
  }
  return best;
}

function scaled([a, b, c, d]: Corners, by: number): Corners {
  const moved = ({ x, y }: Point): Point => ({ x: x * by, y: y * by });
  return [moved(a), moved(b), moved(c), moved(d)];
}

/** Four-cornered outlines in a small picture. */
function outlinesOf({ data, width, height }: Raster, cv: Cv, signal: StopSignal): Corners[] {
  return withMats((mat) => {
    const found: Corners[] = [];
    const picture = mat(cv.matFromArray(height, width, cv.CV_8UC3, data));
    const mask = mat(new cv.Mat());
    const joined = mat(cv.getStructuringElement(cv.MORPH_RECT as number, new cv.Size(3, 3)));
    const plane = mat(new cv.Mat());
    const clean = mat(new cv.Mat());
    for (const channel of [0, 1, 2, "least"] as const) {
      takePlane(cv, picture, channel, plane);
      for (const side of UNPRINTED) {
        signal.throwIfAborted();
        cv.medianBlur(plane, clean, side);
        const middle = cv.threshold(clean, mask, 0, 255, (cv.THRESH_BINARY as number) + (cv.THRESH_OTSU as number));
        for (const share of [0, ...DIVISIONS]) {
          const level = middle + share * (share > 0 ? 255 - middle : middle);
          cv.threshold(clean, mask, level, 255, cv.THRESH_BINARY as number);
          found.push(...quadsOf(cv, mask));
        }
        for (const [low, high] of EDGES) {
          cv.Canny(clean, mask, low, high);
          cv.dilate(mask, mask, joined);
          found.push(...quadsOf(cv, mask));
        }
      }
    }
    return found;
  });
}

type Mat = InstanceType<Cv["Mat"]>;

/** One channel, or the least of the three, which paper has more of than what is coloured. */
function takePlane(cv: Cv, picture: Mat, channel: 0 | 1 | 2 | "least", into: Mat): void {
  withMats((mat) => {
    const planes = mat(new cv.MatVector());
    cv.split(picture, planes);
    const [red, green, blue] = [mat(planes.get(0)), mat(planes.get(1)), mat(planes.get(2))];
    if (channel === "least") {
      cv.min(red, green, into);
      cv.min(into, blue, into);
    } else {
      [red, green, blue][channel]?.copyTo(into);
    }
  });
}

/** The largest outlines of a mask whose hull comes close to four corners. */
function quadsOf(cv: Cv, mask: Mat): Corners[] {
  return withMats((mat) => {
    const contours = mat(new cv.MatVector());
    const hierarchy = mat(new cv.Mat());
    cv.findContours(mask, contours, hierarchy, cv.RETR_LIST as number, cv.CHAIN_APPROX_SIMPLE as number);
    const least = LEAST * mask.rows * mask.cols;
    const sizes = Array.from({ length: contours.size() }, (_, index) => {
      const contour = contours.get(index);
      const { width, height } = cv.boundingRect(contour);
      contour.delete();
      return { index, size: width * height };
    });
    return sizes
      .filter(({ size }) => size >= least)
      .toSorted((one, other) => other.size - one.size)
      .slice(0, MOST_OUTLINES)
      .map(({ index }) => quadOf(cv, mat(contours.get(index))))
      .filter((corners) => corners !== null);
  });
}

/** How coarsely a hull may be simplified to four corners, in shares of its length. */
const COARSENESS = [0.015, 0.025, 0.04, 0.06, 0.09] as const;

function quadOf(cv: Cv, contour: Mat): Corners | null {
  return withMats((mat) => {
    const hull = mat(new cv.Mat());
    cv.convexHull(contour, hull);
    const length = cv.arcLength(hull, true);
    const simple = mat(new cv.Mat());
    for (const share of COARSENESS) {
      cv.approxPolyDP(hull, simple, share * length, true);
      if (simple.rows < 4) return null;
      if (simple.rows > 4) continue;
      const at: Int32Array = simple.data32S;
      return inOrder(
        [0, 1, 2, 3].map((corner) => ({ x: (at[corner * 2] ?? 0) + 0.5, y: (at[corner * 2 + 1] ?? 0) + 0.5 })),
      );
    }
    return null;
  });
}
