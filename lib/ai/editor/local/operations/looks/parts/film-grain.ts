import { hashNoise } from "./hash-noise";

/** Side of the tile that is repeated, in grains. A power of two. */
const TILE = 512;

/** Shorter side of a picture, in pixels, from which on grains are larger than a pixel. */
const ONE_PIXEL = 1100;

/** Reads the grain of one row; about normally distributed around 0, with a standard deviation near 1. */
export type Grain = { moveTo(y: number): void; at(x: number): number };

let tile: Float32Array | undefined;

/** Grain as of film for a picture of this size: fixed in place, coarser the larger the picture. */
export function filmGrain(width: number, height: number): Grain {
  tile ??= paintTile();
  const grains = tile;
  const scale = Math.max(1, Math.min(width, height) / ONE_PIXEL);
  const left = Uint16Array.from({ length: width }, (_, x) => Math.floor(x / scale) % TILE);
  const part = Float32Array.from({ length: width }, (_, x) => (x / scale) % 1);
  const row = new Float32Array(TILE);
  return {
    moveTo(y) {
      const top = Math.floor(y / scale) % TILE;
      const below = (top + 1) % TILE;
      const share = (y / scale) % 1;
      for (let x = 0; x < TILE; x++) {
        row[x] = (grains[top * TILE + x] ?? 0) * (1 - share) + (grains[below * TILE + x] ?? 0) * share;
      }
    },
    at(x) {
      const from = left[x] ?? 0;
      const share = part[x] ?? 0;
      return (row[from] ?? 0) * (1 - share) + (row[(from + 1) & (TILE - 1)] ?? 0) * share;
    },
  };
}

/** Noise with neighbours somewhat alike, as grains of silver overlap. */
function paintTile(): Float32Array {
  const raw = Float32Array.from({ length: TILE * TILE }, (_, index) => {
    const [x, y] = [index % TILE, Math.floor(index / TILE)];
    return hashNoise(x, y, 1) + hashNoise(x, y, 2) + hashNoise(x, y, 3);
  });
  const at = (x: number, y: number): number => raw[(y & (TILE - 1)) * TILE + (x & (TILE - 1))] ?? 0;
  return raw.map((value, index) => {
    const [x, y] = [index % TILE, Math.floor(index / TILE)];
    return 0.8 * value + 0.3 * (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1));
  });
}
