import type { Raster } from "../pixels/raster";

/** How far a channel may be from the border's colour, 0..255: more than the noise of JPEG. */
const TOLERANCE = 14;

/** Share of a line that may differ, for dust and ringing. */
const STRAY = 0.004;

type Box = { left: number; top: number; width: number; height: number };
type Edges = { left: number; top: number; right: number; bottom: number };
type Side = keyof Edges;

/** What lies inside the borders of a single colour; `null` when there are none, or nothing else. */
export function findUniformBorders(raster: Raster): Box | null {
  const edges: Edges = { left: 0, top: 0, right: raster.width, bottom: raster.height };
  // Twice: a bar on the left is uniform only once the ones above and below are gone, and the other way round.
  for (const side of ["top", "bottom", "left", "right", "top", "bottom"] as const) cutSide(raster, edges, side);
  const { left, top, right, bottom } = edges;
  const isNothing = left === 0 && top === 0 && right === raster.width && bottom === raster.height;
  if (isNothing || right - left < 2 || bottom - top < 2) return null;
  return { left, top, width: right - left, height: bottom - top };
}

function cutSide(raster: Raster, edges: Edges, side: Side): void {
  const isRow = side === "top" || side === "bottom";
  const step = side === "top" || side === "left" ? 1 : -1;
  const place = (): number => (step === 1 ? edges[side] : edges[side] - 1);
  const opposite = isRow ? (side === "top" ? edges.bottom : edges.top) : side === "left" ? edges.right : edges.left;
  const colour = meanOf(raster, edges, isRow, place());
  while (edges[side] !== opposite && isUniform(raster, edges, isRow, place(), colour)) edges[side] += step;
}

/** Calls `see` with the place in the data of each pixel of a row or column inside the edges. */
function along(raster: Raster, edges: Edges, isRow: boolean, place: number, see: (at: number) => boolean): void {
  const { width, channels } = raster;
  const [from, to] = isRow ? [edges.left, edges.right] : [edges.top, edges.bottom];
  for (let index = from; index < to; index++) {
    if (!see((isRow ? place * width + index : index * width + place) * channels)) return;
  }
}

function meanOf(raster: Raster, edges: Edges, isRow: boolean, place: number): number[] {
  const { data, channels } = raster;
  const sums = Array.from({ length: channels }, () => 0);
  let count = 0;
  along(raster, edges, isRow, place, (at) => {
    for (let channel = 0; channel < channels; channel++) {
      sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0);
    }
    count++;
    return true;
  });
  return sums.map((sum) => sum / Math.max(1, count));
}

function isUniform(raster: Raster, edges: Edges, isRow: boolean, place: number, colour: readonly number[]): boolean {
  const { data, channels } = raster;
  const length = isRow ? edges.right - edges.left : edges.bottom - edges.top;
  const mayDiffer = Math.floor(length * STRAY);
  const isClear = channels === 4 && (colour[3] ?? 255) < 1;
  let different = 0;
  along(raster, edges, isRow, place, (at) => {
    // Whatever colour lies under full transparency is not seen.
    for (let channel = isClear ? 3 : 0; channel < channels; channel++) {
      if (Math.abs((data[at + channel] ?? 0) - (colour[channel] ?? 0)) > TOLERANCE) {
        different++;
        break;
      }
    }
    return different <= mayDiffer;
  });
  return different <= mayDiffer;
}
