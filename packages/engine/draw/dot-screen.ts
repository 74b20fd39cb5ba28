/** Steps of the cosine table; a power of two. */
const STEPS = 1024;

const COSINE = Float32Array.from({ length: STEPS }, (_, step) => Math.cos((2 * Math.PI * step) / STEPS));

/** Half of the landscape's height, 0..127.5, for each step of one of the two cosines. */
const HEIGHTS = COSINE.map((cosine) => (cosine * 0.25 + 0.25) * 255);

/** Share of the area, by how high the landscape of cosines is: makes dots that cover as much as their tone says. */
const COVERAGE = coverage();

/** Places on the screen are counted in this part of a step. */
const FINE = 1 << 16;

/** A screen of print dots: fills `row` for row y of the picture with 0..1. Ink lies where its tone is above that. */
export type DotScreen = (y: number, row: Float32Array) => void;

/** A screen with dots `pitch` pixels apart, turned by `degrees`. */
export function dotScreen(pitch: number, degrees: number): DotScreen {
  const angle = (degrees * Math.PI) / 180;
  const across = Math.round((Math.cos(angle) * STEPS * FINE) / pitch);
  const down = Math.round((Math.sin(angle) * STEPS * FINE) / pitch);
  return (y, row) => {
    // Whole numbers that run over do so after whole turns.
    let right = Math.imul(y, down);
    let below = Math.imul(y, across);
    for (let x = 0; x < row.length; x++) {
      const height = (HEIGHTS[(right >> 16) & (STEPS - 1)] ?? 0) + (HEIGHTS[(below >> 16) & (STEPS - 1)] ?? 0);
      row[x] = COVERAGE[height | 0] ?? 0;
      right = (right + across) | 0;
      below = (below - down) | 0;
    }
  };
}

function coverage(): Float32Array {
  const counts = new Float32Array(257);
  const every = 8;
  for (let u = 0; u < STEPS; u += every) {
    for (let v = 0; v < STEPS; v += every) {
      const height = ((COSINE[u] ?? 0) + (COSINE[v] ?? 0)) * 0.25 + 0.5;
      const index = Math.floor(height * 255) + 1;
      counts[index] = (counts[index] ?? 0) + (every / STEPS) ** 2;
    }
  }
  let seen = 0;
  return counts.map((count) => (seen += count)).slice(0, 256);
}
