const MOST = 0.97;
const PACE = 1.6;

/**
 * How much of the way through the present stage to show, 0 to 0.97: four fifths when the usual time
 * is over, then ever slower, never at the end before the end. Without a usual time, 0: nothing is known.
 */
export function stageShare(elapsedSeconds: number, usualSeconds: number | null): number {
  if (usualSeconds === null || usualSeconds <= 0 || elapsedSeconds <= 0) return 0;
  return Math.min(MOST, 1 - Math.exp((-PACE * elapsedSeconds) / usualSeconds));
}
