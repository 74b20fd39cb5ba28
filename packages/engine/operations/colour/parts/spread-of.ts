import type { Triple } from "../../../pixels/oklab";

/** Mean and standard deviation of each of three axes; there must be at least one colour. */
export function spreadOf(colours: readonly Triple[]): { mean: Triple; spread: Triple } {
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  for (const colour of colours) {
    for (const [axis, value] of colour.entries()) {
      sums[axis] = (sums[axis] ?? 0) + value;
      squares[axis] = (squares[axis] ?? 0) + value * value;
    }
  }
  const mean = (axis: 0 | 1 | 2): number => (sums[axis] ?? 0) / colours.length;
  const spread = (axis: 0 | 1 | 2): number =>
    Math.sqrt(Math.max(0, (squares[axis] ?? 0) / colours.length - mean(axis) ** 2));
  return { mean: [mean(0), mean(1), mean(2)], spread: [spread(0), spread(1), spread(2)] };
}
