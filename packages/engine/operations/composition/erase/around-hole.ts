import type { Hole } from "./fill-hole";

/** Known pixels kept around a hole, as a share of its longer side. */
const CONTEXT = 0.35;
const LEAST = 12;

/** The same hole in a part no larger than is needed to fill it. */
export function aroundHole(hole: Hole): Hole {
  const box = { left: hole.width, top: hole.height, right: -1, bottom: -1 };
  for (let index = 0; index < hole.values.length; index++) {
    if (hole.values[index] === 0) continue;
    const [x, y] = [index % hole.width, Math.floor(index / hole.width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  const context = Math.max(LEAST, Math.round(Math.max(box.right - box.left, box.bottom - box.top) * CONTEXT));
  const left = Math.max(0, box.left - context);
  const top = Math.max(0, box.top - context);
  const width = Math.min(hole.width, box.right + context + 1) - left;
  const height = Math.min(hole.height, box.bottom + context + 1) - top;
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * hole.width + left;
    values.set(hole.values.subarray(from, from + width), y * width);
  }
  return { left: hole.left + left, top: hole.top + top, width, height, values };
}
