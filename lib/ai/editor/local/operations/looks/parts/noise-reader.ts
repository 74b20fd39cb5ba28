import { planeReader, type PlaneReader } from "../../../regions/plane-reader";
import { planeOf } from "../../../regions/sky/plane";
import { valueNoise } from "./value-noise";

/** Samples per distance over which a noise changes. */
const SAMPLES = 4;

/** Smooth noises −1..1 over a picture, one for each seed, changing about once per `size` pixels; with finer ones on top. */
export function noiseReader(seeds: readonly number[], width: number, height: number, size: number): PlaneReader {
  const step = Math.max(1, size / SAMPLES / 2);
  const across = Math.max(1, Math.ceil(width / step));
  const down = Math.max(1, Math.ceil(height / step));
  const planes = seeds.map((seed) =>
    planeOf(across, down, (index) => {
      const x = ((index % across) * step) / size;
      const y = (Math.floor(index / across) * step) / size;
      return 0.7 * valueNoise(x, y, seed) + 0.3 * valueNoise(3 * x, 3 * y, seed + 1);
    }),
  );
  return planeReader(planes, width, height);
}
