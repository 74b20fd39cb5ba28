import { inRows } from "../../../pixels/in-slices";
import { boxBlur, type Values } from "./planes";

/**
 * Direction of the structures on a working copy, as a brush or pen would follow them: unit vectors, across
 * and down, one for every two by two pixels.
 */
export type Flow = { vectors: Values; width: number; height: number };

/** Finds the flow by the structure tensor of the light, averaged over `radius` pixels. */
export function flowOf(light: Values, width: number, height: number, radius: number): Flow {
  const half = halved(light, width, height);
  const tensors = new Float32Array(half.width * half.height * 3);
  for (let y = 0, at = 0, to = 0; y < half.height; y++) {
    const above = y > 0 ? -half.width : 0;
    const below = y + 1 < half.height ? half.width : 0;
    for (let x = 0; x < half.width; x++, at++, to += 3) {
      const dx = (half.light[x + 1 < half.width ? at + 1 : at] ?? 0) - (half.light[x > 0 ? at - 1 : at] ?? 0);
      const dy = (half.light[at + below] ?? 0) - (half.light[at + above] ?? 0);
      tensors[to] = dx * dx;
      tensors[to + 1] = dx * dy;
      tensors[to + 2] = dy * dy;
    }
  }
  const means = boxBlur(tensors, half.width, half.height, Math.max(1, Math.round(radius / 2)), 3);
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
function halved(values: Values, width: number, height: number): { light: Values; width: number; height: number } {
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
  return { light, width: across, height: down };
}

/** Side of a tile, in pixels, as a power of two: no way along the flow that leaves out what is low may be longer. */
const TILE_BITS = 2;
const TILE = 1 << TILE_BITS;

/** 1 for each tile in which, and in whose neighbours, nothing is above `least`. */
function lowTiles(values: Values, width: number, height: number, least: number): Uint8Array {
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

/** Each value as the mean of those on a way along the flow, of a working copy of this size. */
export async function alongFlow(
  values: Values,
  width: number,
  height: number,
  flow: Flow,
  { reach, stride, least }: Strokes,
  signal: AbortSignal,
): Promise<Values> {
  const out = new Float32Array(values.length);
  const { vectors, width: half } = flow;
  const isLow = least === undefined ? null : lowTiles(values, width, height, least);
  const tiles = (width + TILE - 1) >> TILE_BITS;
  await inRows(width, height, signal, (y) => {
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
  return out;
}
