import type { StopSignal } from "../stop-signal";
import { tentBlur } from "./box-filter";
import { inRows } from "./in-slices";
import { emptyLayer, type Plane } from "./plane";

/**
 * Direction of the structures on a working copy, as a brush or pen would follow them: unit vectors, across
 * and down, one for every two by two pixels.
 */
export type Flow = { vectors: Float32Array; width: number; height: number };

/** Finds the flow by the structure tensor of the light, averaged over `radius` pixels. */
export function flowOf(light: Plane, radius: number): Flow {
  const half = halved(light);
  const layer = emptyLayer(half.width, half.height, 3);
  const tensors = layer.values;
  for (let y = 0, at = 0, to = 0; y < half.height; y++) {
    const above = y > 0 ? -half.width : 0;
    const below = y + 1 < half.height ? half.width : 0;
    for (let x = 0; x < half.width; x++, at++, to += 3) {
      const dx = (half.values[x + 1 < half.width ? at + 1 : at] ?? 0) - (half.values[x > 0 ? at - 1 : at] ?? 0);
      const dy = (half.values[at + below] ?? 0) - (half.values[at + above] ?? 0);
      tensors[to] = dx * dx;
      tensors[to + 1] = dx * dy;
      tensors[to + 2] = dy * dy;
    }
  }
  const means = tentBlur(layer, Math.max(1, Math.round(radius / 2))).values;
  const vectors = new Float32Array(half.width * half.height * 2);
  for (let from = 0, to = 0; to < vectors.length; from += 3, to += 2) {
    // Across the gradient; where there is none, to the right and slightly up. Half the angle by its cosine.
    const difference = (means[from] ?? 0) - (means[from + 2] ?? 0) - 1;
    const mixed = 2 * (means[from + 1] ?? 0) + 0.4;
    const length = Math.sqrt(difference * difference + mixed * mixed);
    const cosine = length === 0 ? -1 : difference / length;
    const sine = Math.sqrt(Math.max(0, (1 - cosine) / 2));
    vectors[to] = mixed < 0 ? sine : -sine;
    vectors[to + 1] = Math.sqrt(Math.max(0, (1 + cosine) / 2));
  }
  return { vectors, width: half.width, height: half.height };
}

/** Means of two by two pixels; the last column and row of odd sizes are repeated. */
function halved({ values, width, height }: Plane): Plane {
  const [across, down] = [(width + 1) >> 1, (height + 1) >> 1];
  const light = new Float32Array(across * down);
  for (let y = 0, to = 0; y < down; y++) {
    const above = 2 * y * width;
    const below = Math.min(height - 1, 2 * y + 1) * width;
    for (let x = 0; x < across; x++, to++) {
      const left = 2 * x;
      const right = Math.min(width - 1, left + 1);
      const sum =
        (values[above + left] ?? 0) +
        (values[above + right] ?? 0) +
        (values[below + left] ?? 0) +
        (values[below + right] ?? 0);
      light[to] = sum / 4;
    }
  }
  return { values: light, width: across, height: down };
}

/** Side of a tile, in pixels, as a power of two: no way along the flow that leaves out what is low may be longer. */
const TILE_BITS = 2;
const TILE = 1 << TILE_BITS;

/** 1 for each tile in which, and in whose neighbours, nothing is above `least`. */
function lowTiles({ values, width, height }: Plane, least: number): Uint8Array {
  const [across, down] = [(width + TILE - 1) >> TILE_BITS, (height + TILE - 1) >> TILE_BITS];
  const isLow = new Uint8Array(across * down).fill(1);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if ((values[at] ?? 0) <= least) continue;
      const [column, row] = [x >> TILE_BITS, y >> TILE_BITS];
      for (let below = Math.max(0, row - 1); below <= Math.min(down - 1, row + 1); below++) {
        isLow.fill(0, below * across + Math.max(0, column - 1), below * across + Math.min(across, column + 2));
      }
      x |= TILE - 1;
      at = y * width + Math.min(x, width - 1);
    }
  }
  return isLow;
}

type Strokes = {
  /** How many steps are taken along the flow, both ways, and how many pixels each is long. */
  reach: number;
  stride: number;
  /** Values that are nowhere near above this may be left as they are. */
  least?: number;
};

/** Each value of a working copy as the mean of those on a way along the flow (line integral convolution). */
export function alongFlow(plane: Plane, flow: Flow, { reach, stride, least }: Strokes, signal: StopSignal): Plane {
  const { values, width, height } = plane;
  const out = new Float32Array(values.length);
  const { vectors, width: half } = flow;
  const isLow = least === undefined ? null : lowTiles(plane, least);
  const tiles = (width + TILE - 1) >> TILE_BITS;
  inRows(width, height, signal, (y) => {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      let sum = values[at] ?? 0;
      if (isLow !== null && isLow[(y >> TILE_BITS) * tiles + (x >> TILE_BITS)] === 1) {
        out[at] = sum;
        continue;
      }
      const start = ((y >> 1) * half + (x >> 1)) * 2;
      let count = 1;
      for (let way = -stride; way <= stride; way += 2 * stride) {
        // Half a pixel on, so that cutting off rounds.
        let px = x + 0.5;
        let py = y + 0.5;
        let dx = (vectors[start] ?? 0) * way;
        let dy = (vectors[start + 1] ?? 0) * way;
        for (let step = 1; ; step++) {
          px += dx;
          py += dy;
          if (px < 0 || py < 0 || px >= width || py >= height) break;
          const column = px | 0;
          const row = py | 0;
          sum += values[row * width + column] ?? 0;
          count++;
          if (step === reach) break;
          const here = ((row >> 1) * half + (column >> 1)) * 2;
          const nextX = vectors[here] ?? 0;
          const nextY = vectors[here + 1] ?? 0;
          const turn = nextX * dx + nextY * dy < 0 ? -stride : stride;
          dx = nextX * turn;
          dy = nextY * turn;
        }
      }
      out[at] = sum / count;
    }
  });
  return { values: out, width, height };
}

/** How many levels of difference of two blurs make the strongest line that is told apart. */
const STRONGEST = 20;

/** How much the wider of the two blurs counts: below 1, so that flat areas stay free of lines. */
const WIDE = 0.985;

/** No pen draws anything as faint as this. */
const FAINTEST = 20;

/** How far lines are smoothed along the flow: as far as with four steps of one pixel, but with half as many. */
const SMOOTH = { reach: 2, stride: 1.8 };

/**
 * How strongly a pen would draw each place, around 0..255: dark sides of edges (a difference of two blurs),
 * smoothed along the flow so that lines are whole. `radius` is about half the width of a line, in pixels.
 */
export function edgeLines(light: Plane, flow: Flow, radius: number, signal: StopSignal): Plane {
  const lines = tentBlur(light, radius);
  const wide = tentBlur(light, Math.ceil(radius * 1.7)).values;
  for (let at = 0; at < wide.length; at++) {
    const around = wide[at] ?? 0;
    // In the dark smaller differences are seen.
    lines.values[at] = ((WIDE * around - (lines.values[at] ?? 0)) * 255 * 1.3) / (STRONGEST * (0.55 + around / 255));
  }
  return alongFlow(lines, flow, { ...SMOOTH, least: FAINTEST }, signal);
}
