import { type Cv, withMats } from "../pixels/opencv";
import type { Mask, Raster } from "../pixels/raster";
import type { Work } from "../work";

/** Side of the tiles that are filled one after the other, and how much about each is looked at, in pixels. */
const TILE = 480;
const MARGIN = 16;

/** How far around a pixel the filling looks, in pixels. */
const RADIUS = 4;

/**
 * Fills what a mask marks (more than 0) from right about it, at full size, by Telea's method (2004): for thin marks; a hole
 * as wide as a face wants `fillHole`. Overwrites and returns the raster; alpha stays.
 */
export async function mend(raster: Raster, mask: Mask, work: Work): Promise<Raster> {
  const cv = await work.cv();
  const { width, height } = raster;
  // A tile reads what its neighbours had, so that none depends on their order.
  const before = Buffer.from(raster.data);
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      work.signal.throwIfAborted();
      const tile = { left, top, right: Math.min(width, left + TILE), bottom: Math.min(height, top + TILE) };
      if (isMarked(mask, tile)) mendTile(cv, raster, { ...raster, data: before }, mask, tile);
    }
    work.progress(top / height);
  }
  return raster;
}

type Tile = { left: number; top: number; right: number; bottom: number };

function isMarked({ values, width }: Mask, { left, top, right, bottom }: Tile): boolean {
  for (let y = top; y < bottom; y++) {
    if (values.subarray(y * width + left, y * width + right).some((value) => value > 0)) return true;
  }
  return false;
}

function mendTile(cv: Cv, raster: Raster, before: Raster, mask: Mask, tile: Tile): void {
  const { width, height, channels } = raster;
  const [left, top] = [Math.max(0, tile.left - MARGIN), Math.max(0, tile.top - MARGIN)];
  const [across, down] = [Math.min(width, tile.right + MARGIN) - left, Math.min(height, tile.bottom + MARGIN) - top];
  withMats((mat) => {
    const source = mat(new cv.Mat(down, across, cv.CV_8UC3));
    const hole = mat(new cv.Mat(down, across, cv.CV_8UC1));
    const out = mat(new cv.Mat());
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const from = (top + y) * width + left + x;
        hole.data[y * across + x] = (mask.values[from] ?? 0) > 0 ? 255 : 0;
        for (let channel = 0; channel < 3; channel++) {
          source.data[(y * across + x) * 3 + channel] = before.data[from * channels + channel] ?? 0;
        }
      }
    }
    cv.inpaint(source, hole, out, RADIUS, cv.INPAINT_TELEA as number);
    for (let y = tile.top; y < tile.bottom; y++) {
      for (let x = tile.left; x < tile.right; x++) {
        if ((mask.values[y * width + x] ?? 0) === 0) continue;
        const from = ((y - top) * across + x - left) * 3;
        for (let channel = 0; channel < 3; channel++) {
          raster.data[(y * width + x) * channels + channel] = out.data[from + channel] ?? 0;
        }
      }
    }
  });
}
