import type { Cv } from "../pixels/opencv";
import { evenPaper } from "../pixels/even-paper";
import type { Raster } from "../pixels/raster";
import { placesOf, warpQuad } from "../pixels/warp-quad";
import type { StopSignal } from "../stop-signal";
import { findSheet } from "./find-sheet";
import { findTextLines, type TextLine } from "./find-text-lines";
import { areaOf, isWithin, type Point } from "./sheet-score";
import { sheetSize } from "./sheet-size";

/** A line of text where it stands in the picture, aslant as it may be. */
export type PlacedLine = {
  /** How high its letters are, in pixels of the picture. */
  letter: number;
  /** The corners of the line with so many pixels more at both ends, and above and below. */
  around: (ends: number, beyond: number) => readonly Point[];
};

/** A sheet as large as this share of the picture is the picture: nothing is gained by laying it flat. */
const ALL = 0.97;

/**
 * The lines of text of a picture from the top: those of the screenshot or page that it is, or those of a sheet that is
 * seen in it, which is laid flat to find them. None where neither is certain.
 */
export async function placedLines(raster: Raster, cv: Cv, signal: StopSignal): Promise<PlacedLine[]> {
  const whole = await findTextLines(raster, cv, signal);
  const sheet = await findSheet(raster, cv, signal);
  const inside = whole.filter(
    ({ left, top, right, bottom }) =>
      sheet !== null && isWithin(sheet.corners, { x: (left + right) / 2, y: (top + bottom) / 2 }),
  );
  const isPicture = sheet === null || areaOf(sheet.corners) > ALL * raster.width * raster.height;
  // A picture or a box in a screenshot is no sheet with all that is written.
  if (isPicture || inside.length < whole.length / 2) return whole.map((line) => placed(line, 1, (points) => points));
  const { corners } = sheet;
  const size = sheetSize(corners, raster);
  // In a shade print is too faint to be told from noise.
  const flat = await evenPaper(warpQuad(raster, corners, size, cv, signal), "grey", signal);
  const lines = await findTextLines(flat, cv, signal);
  const back = placesOf(cv, corners, size.width, size.height);
  const scale = Math.sqrt(areaOf(corners) / (size.width * size.height));
  return lines.map((line) => placed(line, scale, (points) => points.map(back)));
}

function placed(
  { left, top, right, bottom, letter }: TextLine,
  scale: number,
  back: (points: readonly Point[]) => readonly Point[],
): PlacedLine {
  return {
    letter: letter * scale,
    around: (ends, beyond) => {
      const [across, down] = [ends / scale, beyond / scale];
      return back([
        { x: left - across, y: top - down },
        { x: right + across, y: top - down },
        { x: right + across, y: bottom + down },
        { x: left - across, y: bottom + down },
      ]);
    },
  };
}
