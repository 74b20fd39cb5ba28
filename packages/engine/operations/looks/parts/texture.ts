import { hashNoise } from "./hash-noise";

/** Side of a tile of texture, in its own dots. A power of two. */
const TILE = 512;

/** Reads a texture of one row: `moveTo(y)`, then `at(x)`. About normal around 0, with a standard deviation near 1. */
export type Texture = { moveTo(y: number): void; at(x: number): number };

const tiles = new Map<string, Float32Array>();

/** Neighbours somewhat alike, as grains of silver or the tooth of paper overlap. */
const GRAIN = [
  [0, 0, 0.8],
  [1, 0, 0.3],
  [0, 1, 0.3],
  [-1, 0, 0.3],
  [0, -1, 0.3],
] as const;

/** Dots that a stroke of a pencil runs over, and how much each adds so that the whole has a deviation of about 1. */
const STROKE = Array.from({ length: 28 }, (_, step) => [step, -step, 0.19] as const);

/**
 * A texture that is always the same and repeats itself after many dots: `grain` of film or paper, or `strokes`
 * that rise to the right. `scale` is the size of one dot in pixels, 1 or more.
 */
export function textureOf(kind: "grain" | "strokes", width: number, scale: number): Texture {
  const known = tiles.get(kind);
  const dots = known ?? paintTile(kind === "grain" ? GRAIN : STROKE);
  if (known === undefined) tiles.set(kind, dots);
  const left = Uint16Array.from({ length: width }, (_, x) => Math.floor(x / scale) % TILE);
  const part = Float32Array.from({ length: width }, (_, x) => (x / scale) % 1);
  const row = new Float32Array(TILE);
  return {
    moveTo(y) {
      const top = Math.floor(y / scale) % TILE;
      const below = (top + 1) % TILE;
      const share = (y / scale) % 1;
      for (let x = 0; x < TILE; x++) {
        row[x] = (dots[top * TILE + x] ?? 0) * (1 - share) + (dots[below * TILE + x] ?? 0) * share;
      }
    },
    at(x) {
      const from = left[x] ?? 0;
      const share = part[x] ?? 0;
      return (row[from] ?? 0) * (1 - share) + (row[(from + 1) & (TILE - 1)] ?? 0) * share;
    },
  };
}

/** Noise, each dot the sum of those at these distances, weighted. */
function paintTile(sum: ReadonlyArray<readonly [across: number, down: number, weight: number]>): Float32Array {
  const raw = Float32Array.from({ length: TILE * TILE }, (_, index) => {
    const [x, y] = [index % TILE, Math.floor(index / TILE)];
    return hashNoise(x, y, 1) + hashNoise(x, y, 2) + hashNoise(x, y, 3);
  });
  return raw.map((_value, index) => {
    const [x, y] = [index % TILE, Math.floor(index / TILE)];
    let value = 0;
    for (const [across, down, weight] of sum) {
      value += weight * (raw[((y + down) & (TILE - 1)) * TILE + ((x + across) & (TILE - 1))] ?? 0);
    }
    return value;
  });
}
