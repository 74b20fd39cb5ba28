/** The level 0..1 below which this share of the counted pixels lies; 0.5 for the median. */
export function levelBelow(counts: readonly number[], share: number): number {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * share;
  let sum = 0;
  for (const [level, count] of counts.entries()) {
    sum += count;
    if (sum > wanted) return level / (counts.length - 1);
  }
  return 1;
}
