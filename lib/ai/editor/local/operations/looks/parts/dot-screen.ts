/** Steps of the cosine table; a power of two. */
const STEPS = 1024;

const COSINE = Float32Array.from({ length: STEPS }, (_, step) => Math.cos((2 * Math.PI * step) / STEPS));

/** Share of the area, by how high the landscape of cosines is: makes dots that cover as much as their tone says. */
const COVERAGE = coverage();

/** A screen of print dots. `at` gives 0..1: ink lies where its tone is above that. */
export type DotScreen = (x: number, y: number) => number;

/** A screen with dots `pitch` pixels apart, turned by `degrees`. */
export function dotScreen(pitch: number, degrees: number): DotScreen {
  const angle = (degrees * Math.PI) / 180;
  const across = (Math.cos(angle) * STEPS) / pitch;
  const down = (Math.sin(angle) * STEPS) / pitch;
  return (x, y) => {
    const u = (x * across + y * down) & (STEPS - 1);
    const v = (y * across - x * down) & (STEPS - 1);
    const height = ((COSINE[u] ?? 0) + (COSINE[v] ?? 0)) * 0.25 + 0.5;
    return COVERAGE[(height * 255) | 0] ?? 0;
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
