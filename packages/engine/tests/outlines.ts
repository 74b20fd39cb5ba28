import type { Mask } from "../pixels/raster";
import outlines from "./photographs/outlines.json";

// Drawn by eye on enlarged photographs, before anybody looked at what the engine finds in them.

export type Outlined = keyof typeof outlines;

export const OUTLINED = Object.keys(outlines) as Outlined[];

type Polygon = readonly number[][];

/** How much of a photograph's people a mask has right: what is in both by what is in either, 0..1. */
export function agreement(name: Outlined, { values, width, height }: Mask): number {
  const { people, gaps, unclear } = outlines[name];
  const drawn = fill(people, width, height);
  const open = fill(gaps, width, height);
  const left = fill(unclear, width, height);
  let [both, either] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    if (left[at] === 1) continue;
    const [wanted, found] = [drawn[at] === 1 && open[at] === 0, (values[at] ?? 0) > 127];
    both += wanted && found ? 1 : 0;
    either += wanted || found ? 1 : 0;
  }
  return both / either;
}

/** 1 where a place lies in one of the polygons, whose points are in thousandths of the width and of the height. */
function fill(polygons: readonly Polygon[], width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height);
  for (const polygon of polygons) {
    for (let y = 0; y < height; y++) {
      const crossings = crossingsOf(polygon, ((y + 0.5) / height) * 1000).map((x) => (x / 1000) * width - 0.5);
      for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
        const [from = 0, to = 0] = [crossings[pair], crossings[pair + 1]];
        for (let x = Math.max(0, Math.ceil(from)); x <= Math.min(width - 1, to); x++) out[y * width + x] = 1;
      }
    }
  }
  return out;
}

/** Where a row crosses the sides of a polygon, from left to right. */
function crossingsOf(polygon: Polygon, row: number): number[] {
  return polygon
    .flatMap(([fromX = 0, fromY = 0], index) => {
      const [toX = 0, toY = 0] = polygon[(index + 1) % polygon.length] ?? [];
      return fromY <= row === toY <= row ? [] : [fromX + ((row - fromY) / (toY - fromY)) * (toX - fromX)];
    })
    .toSorted((one, other) => one - other);
}
