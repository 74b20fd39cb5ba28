/** A table of 256 levels brought to `count` even steps; `soft` 0..1 is the share of a step over which it passes to the next. */
export function softSteps(count: number, soft: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, level) => {
    const exact = (level / 255) * count;
    const step = Math.min(count - 1, Math.floor(exact));
    const t = Math.min(1, Math.max(0, (exact - step - (1 - soft)) / Math.max(0.001, soft)));
    const next = Math.min(count - 1, step + t * t * (3 - 2 * t));
    return (255 * (next + 0.35)) / (count - 0.4);
  });
}
