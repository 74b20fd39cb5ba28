import type { StopSignal } from "../stop-signal";
import { type Cv, withMats } from "./opencv";
import type { Raster } from "./raster";

type Point = { x: number; y: number };

/** Rows of the result that are made at a time, so that OpenCV never holds a whole large picture. */
const BAND = 256;

/** Rows of the source beyond those that a band comes from, for the cubic that reads between pixels. */
const BEYOND = 3;

/**
 * Lays what is within four corners (clockwise from the upper left, in pixels of the picture) out flat as a rectangle of
 * this size, by the homography between both. Where the corners lie outside, the frame is repeated.
 */
export function warpQuad(
  raster: Raster,
  corners: readonly Point[],
  { width, height }: { width: number; height: number },
  cv: Cv,
  signal: StopSignal,
): Raster {
  const { channels } = raster;
  const data = Buffer.alloc(width * height * channels);
  const type = (channels === 4 ? cv.CV_8UC4 : cv.CV_8UC3) as number;
  const back = homography(cv, corners, width, height);
  for (let top = 0; top < height; top += BAND) {
    signal.throwIfAborted();
    const rows = Math.min(BAND, height - top);
    // A band is a quadrilateral in the source, whose rows lie between those of its corners.
    const ys = [0, width].flatMap((x) => [top, top + rows].map((y) => placed(back, x, y).y));
    const first = Math.min(raster.height - 1, Math.max(0, Math.floor(Math.min(...ys)) - BEYOND));
    const last = Math.max(first + 1, Math.min(raster.height, Math.ceil(Math.max(...ys)) + BEYOND));
    withMats((mat) => {
      const line = raster.width * channels;
      const source = mat(
        cv.matFromArray(last - first, raster.width, type, raster.data.subarray(first * line, last * line)),
      );
      const inBand = [
        [back[0], back[1], back[1] * (top + 0.5) + back[0] * 0.5 + back[2]],
        [back[3], back[4], back[4] * (top + 0.5) + back[3] * 0.5 + back[5]],
        [back[6], back[7], back[7] * (top + 0.5) + back[6] * 0.5 + back[8]],
      ] as const;
      // Middles of pixels are whole numbers for OpenCV.
      const [across, down, depth] = inBand;
      const toPixels = [
        ...across.map((value, index) => value - 0.5 * (depth[index] ?? 0)),
        ...down.map((value, index) => value - (first + 0.5) * (depth[index] ?? 0)),
        ...depth,
      ];
      const matrix = mat(cv.matFromArray(3, 3, cv.CV_64F as number, toPixels));
      const out = mat(new cv.Mat());
      const flags = (cv.INTER_CUBIC as number) | (cv.WARP_INVERSE_MAP as number);
      cv.warpPerspective(
        source,
        out,
        matrix,
        new cv.Size(width, rows),
        flags,
        cv.BORDER_REPLICATE as number,
        new cv.Scalar(),
      );
      data.set(out.data, top * width * channels);
    });
  }
  return { data, width, height, channels };
}

type Nine = readonly [number, number, number, number, number, number, number, number, number];

/** The matrix from places of a rectangle to those within four corners. */
function homography(cv: Cv, corners: readonly Point[], width: number, height: number): Nine {
  return withMats((mat) => {
    const from = mat(cv.matFromArray(4, 1, cv.CV_32FC2, [0, 0, width, 0, width, height, 0, height]));
    const to = mat(
      cv.matFromArray(
        4,
        1,
        cv.CV_32FC2,
        corners.flatMap(({ x, y }) => [x, y]),
      ),
    );
    const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0, i = 1] = mat(
      cv.getPerspectiveTransform(from, to),
    ).data64F;
    return [a, b, c, d, e, f, g, h, i];
  });
}

const placed = (m: Nine, x: number, y: number): Point => {
  const depth = m[6] * x + m[7] * y + m[8];
  return { x: (m[0] * x + m[1] * y + m[2]) / depth, y: (m[3] * x + m[4] * y + m[5]) / depth };
};

/** Where places of a rectangle of this size lie within four corners: the way back from `warpQuad`. */
export function placesOf(cv: Cv, corners: readonly Point[], width: number, height: number): (place: Point) => Point {
  const matrix = homography(cv, corners, width, height);
  return ({ x, y }) => placed(matrix, x, y);
}
