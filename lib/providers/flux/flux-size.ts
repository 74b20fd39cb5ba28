export type Size = { width: number; height: number };

const STEP = 16;
const SHORTEST = 256;
const LONGEST = 2048;

/**
 * The size to ask FLUX.2 for: the source's own where it can be, else the nearest of its ratio. Sides
 * are multiples of 16 from 256 to 2048, so that there are never more than 4,194,304 pixels.
 */
export function fluxSize({ width, height }: Size): Size {
  const long = Math.max(width, height, 1);
  const short = Math.max(Math.min(width, height), 1);
  const scale = Math.max(Math.min(1, LONGEST / long), SHORTEST / short);
  const side = (length: number): number =>
    Math.min(LONGEST, Math.max(SHORTEST, Math.round((length * scale) / STEP) * STEP));
  return { width: side(width), height: side(height) };
}

/** The ratio to ask Kontext for; `null`: it follows the source, as it does up to 21:9. */
export function kontextRatio({ width, height }: Size): "21:9" | "9:21" | null {
  if (width * 9 > height * 21) return "21:9";
  return height * 9 > width * 21 ? "9:21" : null;
}
