import type { Raster } from "../../raster";
import { oklabOf } from "../oklab-of";
import { planeOf, softened, type Plane } from "../sky/plane";

/** Colour differences count more than those of light, which shade and vignettes make as well. */
const WEIGHTS = [1, 2, 2] as const;

/** Passes over the picture, alternately from its top left and its bottom right; more change next to nothing. */
const PASSES = 4;

/** Share of the bottom edge, from each corner, that counts as background: between them a person may stand. */
const CORNER = 0.15;

/**
 * How much each place stands out from what reaches the edges of the picture, 0..1: the least change of
 * colour that a way from an edge to it has to go through (minimum barrier distance: Strand et al. 2013,
 * in the raster scan of Zhang et al. 2015). Shade and soft backgrounds do not stand out, things do.
 */
export function standOut(small: Raster): Plane {
  const { width, height } = small;
  const labs = labPlanes(small);
  const cost = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY);
  const lows = labs.map(({ values }) => Float32Array.from(values));
  const highs = labs.map(({ values }) => Float32Array.from(values));
  for (let index = 0; index < cost.length; index++) if (isEdge(index, width, height)) cost[index] = 0;

  const step = (index: number, from: number): void => {
    const before = cost[from] ?? 0;
    if (before >= (cost[index] ?? 0)) return;
    let sum = 0;
    for (let plane = 0; plane < 3; plane++) {
      const value = labs[plane]?.values[index] ?? 0;
      const low = Math.min(lows[plane]?.[from] ?? 0, value);
      const high = Math.max(highs[plane]?.[from] ?? 0, value);
      sum += (high - low) * (WEIGHTS[plane] ?? 1);
    }
    if (sum >= (cost[index] ?? 0)) return;
    cost[index] = sum;
    for (let plane = 0; plane < 3; plane++) {
      const value = labs[plane]?.values[index] ?? 0;
      const [low, high] = [lows[plane], highs[plane]];
      if (low !== undefined) low[index] = Math.min(low[from] ?? 0, value);
      if (high !== undefined) high[index] = Math.max(high[from] ?? 0, value);
    }
  };
  for (let pass = 0; pass < PASSES; pass++) {
    const isDown = pass % 2 === 0;
    for (let turn = 0; turn < cost.length; turn++) {
      const index = isDown ? turn : cost.length - 1 - turn;
      const x = index % width;
      if (isDown) {
        if (x > 0) step(index, index - 1);
        if (index >= width) step(index, index - width);
      } else {
        if (x < width - 1) step(index, index + 1);
        if (index < width * (height - 1)) step(index, index + width);
      }
    }
  }
  let most = 0;
  for (const value of cost) if (value > most && value < Number.POSITIVE_INFINITY) most = value;
  return planeOf(width, height, (index) => (most < 0.02 ? 0 : Math.min(1, (cost[index] ?? 0) / most)));
}

function isEdge(index: number, width: number, height: number): boolean {
  const x = index % width;
  if (index < width || x === 0 || x === width - 1) return true;
  return index >= width * (height - 1) && Math.min(x, width - 1 - x) < width * CORNER;
}

function labPlanes({ data, width, height }: Raster): Plane[] {
  const planes = [0, 1, 2].map(() => new Float32Array(width * height));
  for (let index = 0; index < width * height; index++) {
    const lab = oklabOf(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0);
    for (const [plane, values] of planes.entries()) values[index] = lab[plane] ?? 0;
  }
  return planes.map((values) => softened({ values, width, height }, 1));
}
