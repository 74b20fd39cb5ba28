/** Places looked at, at most. */
const MOST = 60_000;

/** The median of the size of a Gaussian value, over its standard deviation. */
const MEDIAN_OF_GAUSSIAN = 0.6745;

/** Standard deviation of the difference operator below for a noise of 1 (Immerkær, 1996). */
const OPERATOR = 6;

/**
 * The standard deviation of the noise in a plane of levels: by the second differences across both
 * directions, which are zero on flat and on evenly sloping ground, and by their median, which edges hardly move.
 */
export function noiseLevel(values: Uint8Array, width: number, height: number): number {
  if (width < 3 || height < 3) return 0;
  const counts = new Uint32Array(OPERATOR * 255 + 1);
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / MOST)));
  let seen = 0;
  for (let y = 1; y < height - 1; y += step) {
    for (let x = 1; x < width - 1; x += step) {
      const at = y * width + x;
      const row = (from: number): number => (values[from - 1] ?? 0) - 2 * (values[from] ?? 0) + (values[from + 1] ?? 0);
      const difference = Math.abs(row(at - width) - 2 * row(at) + row(at + width));
      const bin = Math.min(counts.length - 1, difference);
      counts[bin] = (counts[bin] ?? 0) + 1;
      seen++;
    }
  }
  let sum = 0;
  const median = counts.findIndex((count) => (sum += count) >= seen / 2);
  return median / (OPERATOR * MEDIAN_OF_GAUSSIAN);
}
