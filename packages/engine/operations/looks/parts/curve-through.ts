/** Points [in, out] of a curve, in order of `in`. */
export type Points = ReadonlyArray<readonly [from: number, to: number]>;

/** A smooth curve through points that never overshoots them (monotone cubic, after Fritsch and Carlson). No points: the line y = x. */
export function curveThrough(points?: Points): (x: number) => number {
  if (points === undefined) return (x) => x;
  const steps = points.slice(1).map(([x, y], index) => {
    const [x0, y0] = points[index] ?? [0, 0];
    return { x: x0, y: y0, width: x - x0, slope: (y - y0) / (x - x0) };
  });
  const slopes = points.map((_point, index) => {
    const [before, after] = [steps[index - 1], steps[index]];
    if (before === undefined || after === undefined) return (before ?? after)?.slope ?? 0;
    if (before.slope * after.slope <= 0) return 0;
    return (2 * before.slope * after.slope) / (before.slope + after.slope);
  });
  const first = points[0] ?? [0, 0];
  const last = points.at(-1) ?? [1, 1];
  return (x) => {
    if (x <= first[0]) return first[1] + (x - first[0]) * (slopes[0] ?? 0);
    if (x >= last[0]) return last[1] + (x - last[0]) * (slopes.at(-1) ?? 0);
    const index = Math.max(
      0,
      steps.findIndex((step) => x < step.x + step.width),
    );
    const step = steps[index];
    if (step === undefined) return x;
    const t = (x - step.x) / step.width;
    const [enter, leave] = [(slopes[index] ?? 0) * step.width, (slopes[index + 1] ?? 0) * step.width];
    const rise = step.slope * step.width;
    return step.y + t * (enter + t * (3 * rise - 2 * enter - leave + t * (enter + leave - 2 * rise)));
  };
}
