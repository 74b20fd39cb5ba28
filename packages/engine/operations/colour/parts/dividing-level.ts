/** Two divisions this near to each other, relatively, are equally good. */
const SAME = 1e-9;

/**
 * The level that divides counted levels best into a dark and a light group (Otsu's method): the middle of the
 * gap between the groups where there is one. The middle of all levels for a picture of one level.
 */
export function dividingLevel(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weighted = counts.reduce((sum, count, level) => sum + count * level, 0);
  let [below, sumBelow, spread] = [0, 0, 0];
  let [first, last] = [(counts.length - 1) / 2, (counts.length - 1) / 2];
  for (const [level, count] of counts.entries()) {
    below += count;
    sumBelow += count * level;
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (weighted - sumBelow) / above) ** 2;
    if (between > spread * (1 + SAME)) [first, last, spread] = [level, level, between];
    else if (between >= spread * (1 - SAME)) last = level;
  }
  return (first + last + 1) / 2;
}
