import { alongFlow, type Flow } from "./flow";
import { boxBlur, type Values } from "./planes";

/** How many levels of difference of two blurs make the strongest line that is told apart. */
const STRONGEST = 20;

/** How much the wider of the two blurs counts: below 1, so that flat areas stay free of lines. */
const WIDE = 0.985;

/**
 * How strongly a pen would draw each place, 0..255: dark sides of edges (a difference of two blurs), smoothed
 * along the flow so that lines are whole. `radius` is about half the width of a line, in pixels.
 */
export function edgeLines(light: Values, flow: Flow, radius: number): Values {
  const { width, height } = flow;
  const near = boxBlur(light, width, height, radius);
  const wide = boxBlur(light, width, height, Math.ceil(radius * 1.7));
  const lines = near.map((value, at) => {
    const around = wide[at] ?? 0;
    // In the dark smaller differences are seen.
    return ((WIDE * around - value) * 255 * 1.3) / (STRONGEST * (0.55 + around / 255));
  });
  return (alongFlow([lines], flow, 4)[0] ?? lines).map((value) => Math.min(255, Math.max(0, value)));
}
