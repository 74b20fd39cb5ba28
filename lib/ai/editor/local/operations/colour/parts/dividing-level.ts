/**
 * The level that divides counted levels best into a dark and a light group (Otsu's method): half a level
 * above the darkest group's last. The middle for a picture of one level.
 */
export function dividingLevel(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weighted = counts.reduce((sum, count, level) => sum + count * level, 0);
  let [below, sumBelow, best, spread] = [0, 0, counts.length / 2, 0];
  for (const [level, count] of counts.entries()) {
    below += count;
    sumBelow += count * level;
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (weighted - sumBelow) / above) ** 2;
    if (between > spread) [best, spread] = [level + 0.5, between];
  }
  return best;
}
