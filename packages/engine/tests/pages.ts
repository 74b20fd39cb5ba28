import { loadOpenCv, withMats } from "../pixels/opencv";
import type { Raster } from "../pixels/raster";
import type { Corners } from "../regions/sheet-score";
import { type Pixel, paint } from "./rasters";
import { grain } from "./scenes";

/** Where the lines of `writtenPage` stand: the upper edge of the first, from one to the next, and how high letters are. */
export const LINES = { first: 60, apart: 44, height: 16, left: 50 } as const;

/** A page of paper with this many lines of blocks like letters, words apart, each line of another length. */
export function writtenPage(
  width: number,
  height: number,
  lines: number,
  ink: Pixel = [40, 40, 44],
  paper: Pixel = [250, 249, 246],
): Raster {
  return paint(width, height, (x, y) => {
    const line = Math.floor((y - LINES.first) / LINES.apart);
    const down = y - LINES.first - line * LINES.apart;
    if (line < 0 || line >= lines || down >= LINES.height || x < LINES.left) return paper;
    const letter = Math.floor((x - LINES.left) / 12);
    const across = x - LINES.left - letter * 12;
    const count = 18 + ((line * 7) % 11);
    // Letters are two stems and a bar at a height of their own, so that no two look alike.
    const isBar = Math.abs(down - 3 - ((letter * 5 + line) % 10)) < 2;
    const isStem = across < 2 || (across > 6 && across < 9);
    return letter < count && letter % 6 !== 5 && across < 9 && (isBar || isStem) ? ink : paper;
  });
}

/** A page on a rough ground, seen aslant, in a light that fades across it and with the noise of a camera. */
export async function pageOnGround(page: Raster, corners: Corners, width: number, height: number): Promise<Raster> {
  const cv = await loadOpenCv();
  const seen = withMats((mat) => {
    const source = mat(cv.matFromArray(page.height, page.width, cv.CV_8UC3, page.data));
    const frame = [0, 0, page.width, 0, page.width, page.height, 0, page.height];
    const from = mat(cv.matFromArray(4, 1, cv.CV_32FC2, frame));
    const to = mat(
      cv.matFromArray(
        4,
        1,
        cv.CV_32FC2,
        corners.flatMap(({ x, y }) => [x, y]),
      ),
    );
    const out = mat(new cv.Mat());
    const size = new cv.Size(width, height);
    cv.warpPerspective(
      source,
      out,
      mat(cv.getPerspectiveTransform(from, to)),
      size,
      cv.INTER_LINEAR as number,
      cv.BORDER_CONSTANT as number,
      new cv.Scalar(),
    );
    return out.data.slice();
  });
  return paint(width, height, (x, y) => {
    const at = (y * width + x) * 3;
    const isPage = (seen[at] ?? 0) > 0;
    const light = 0.95 - 0.5 * (x / width) + 0.02 * grain(x, y);
    const ground = 70 + 25 * grain(x >> 2, y >> 2) + 14 * Math.sin(x / 19 + y / 31);
    const level = (channel: number): number => (isPage ? (seen[at + channel] ?? 0) : ground) * light;
    const whole = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
    return [whole(level(0)), whole(level(1) * (isPage ? 0.97 : 0.9)), whole(level(2) * (isPage ? 0.88 : 0.75))];
  });
}
