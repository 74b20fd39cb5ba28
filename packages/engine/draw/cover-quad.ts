import { inRows } from "../pixels/in-slices";
import type { Raster } from "../pixels/raster";
import type { StopSignal } from "../stop-signal";

type Point = { x: number; y: number };

/** How something is covered: with one plain colour, or with what is left of it when hardly anything is. */
export type Cover = "black" | "white" | "blur" | "pixelate";

/**
 * Covers all pixels that a convex quadrilateral (corners in order, in pixels of the picture) touches. Of what is blurred or
 * pixelated only the means of blocks are left, as high as the quadrilateral and `block` pixels wide. Overwrites the raster;
 * alpha stays.
 */
export function coverQuad(
  raster: Raster,
  corners: readonly Point[],
  how: Cover,
  block: number,
  signal: StopSignal,
): void {
  const { data, width, height, channels } = raster;
  const top = Math.max(0, Math.floor(Math.min(...corners.map(({ y }) => y))));
  const bottom = Math.min(height, Math.ceil(Math.max(...corners.map(({ y }) => y))));
  if (bottom <= top) return;
  const spans = Array.from({ length: bottom - top }, (_, row) => spanAt(corners, top + row, width));
  const left = Math.min(...spans.map((span) => span.from));
  const means = how === "black" || how === "white" ? null : blockMeans(raster, spans, top, left, block);
  inRows(width, bottom - top, signal, (row) => {
    const span = spans[row] ?? { from: 0, to: 0 };
    for (let x = span.from; x < span.to; x++) {
      const at = ((top + row) * width + x) * channels;
      for (let channel = 0; channel < 3; channel++) {
        data[at + channel] =
          means === null ? (how === "white" ? 255 : 0) : levelAt(means, (x + 0.5 - left) / block, channel, how);
      }
    }
  });
}

/** The pixels of a row that the quadrilateral touches. */
function spanAt(corners: readonly Point[], y: number, width: number): { from: number; to: number } {
  let [least, most] = [Infinity, -Infinity];
  const reach = (x: number): void => {
    least = Math.min(least, x);
    most = Math.max(most, x);
  };
  for (const [index, from] of corners.entries()) {
    const to = corners[(index + 1) % corners.length] ?? from;
    if (Math.max(from.y, to.y) < y || Math.min(from.y, to.y) > y + 1) continue;
    for (const level of [y, y + 1]) {
      const share = to.y === from.y ? 0 : Math.min(1, Math.max(0, (level - from.y) / (to.y - from.y)));
      reach(from.x + (to.x - from.x) * share);
    }
    // A level edge is touched from end to end.
    if (from.y === to.y) reach(to.x);
  }
  const from = Math.max(0, Math.min(width, Math.floor(least)));
  return { from, to: Math.max(from, Math.min(width, Math.ceil(most))) };
}

/** Red, green and blue of each block, one after the other. */
function blockMeans(
  { data, width, channels }: Raster,
  spans: ReadonlyArray<{ from: number; to: number }>,
  top: number,
  left: number,
  block: number,
): Float64Array {
  const count = Math.max(1, Math.ceil((Math.max(...spans.map(({ to }) => to)) - left) / block));
  const sums = new Float64Array(count * 3);
  const counts = new Float64Array(count);
  for (const [row, { from, to }] of spans.entries()) {
    for (let x = from; x < to; x++) {
      const index = Math.min(count - 1, Math.floor((x - left) / block));
      const at = ((top + row) * width + x) * channels;
      for (let channel = 0; channel < 3; channel++)
        sums[index * 3 + channel] = (sums[index * 3 + channel] ?? 0) + (data[at + channel] ?? 0);
      counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  return sums.map((sum, index) => sum / Math.max(1, counts[Math.floor(index / 3)] ?? 1));
}

/** The level at a place that is counted in blocks: that of its block or, blurred, between the middles of two. */
function levelAt(means: Float64Array, place: number, channel: number, how: Cover): number {
  const last = means.length / 3 - 1;
  const level = (block: number): number => means[Math.min(last, Math.max(0, block)) * 3 + channel] ?? 0;
  const first = Math.floor(how === "blur" ? place - 0.5 : place);
  return Math.round(
    how === "blur" ? level(first) + (level(first + 1) - level(first)) * (place - 0.5 - first) : level(first),
  );
}
