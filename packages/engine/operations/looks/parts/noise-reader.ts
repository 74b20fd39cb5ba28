import { planeReader, type PlaneReader } from "../../../regions/plane-reader";
import { hashNoise } from "./hash-noise";

/** Samples per distance over which a noise changes. */
const SAMPLES = 4;

/** Smooth noises −1..1 over a picture, one for each seed, changing about once per `size` pixels; with finer ones on top. */
export function noiseReader(seeds: readonly number[], width: number, height: number, size: number): PlaneReader {
  const step = Math.max(1, size / SAMPLES / 2);
  const across = Math.max(1, Math.ceil(width / step));
  const down = Math.max(1, Math.ceil(height / step));
  const planes = seeds.map((seed) => {
    const values = new Float32Array(across * down);
    addNoise(values, across, { seed, scale: step / size, weight: 0.7 });
    addNoise(values, across, { seed: seed + 1, scale: (3 * step) / size, weight: 0.3 });
    return { values, width: across, height: down };
  });
  return planeReader(planes, width, height);
}

/** Adds value noise of which a sample is `scale` wide to rows of `across` samples. */
function addNoise(
  values: Float32Array,
  across: number,
  { seed, scale, weight }: { seed: number; scale: number; weight: number },
): void {
  const left = Int32Array.from({ length: across }, (_, x) => Math.floor(x * scale));
  const shares = Float32Array.from({ length: across }, (_, x) => eased((x * scale) % 1));
  const line = new Float32Array(Math.floor(across * scale) + 2);
  for (let y = 0, at = 0; at < values.length; y++) {
    const top = Math.floor(y * scale);
    const share = eased((y * scale) % 1);
    for (let column = 0; column < line.length; column++) {
      const above = hashNoise(column, top, seed);
      line[column] = weight * (above + (hashNoise(column, top + 1, seed) - above) * share);
    }
    for (let x = 0; x < across; x++, at++) {
      const column = left[x] ?? 0;
      const low = line[column] ?? 0;
      values[at] = (values[at] ?? 0) + low + ((line[column + 1] ?? 0) - low) * (shares[x] ?? 0);
    }
  }
}

const eased = (t: number): number => t * t * (3 - 2 * t);
