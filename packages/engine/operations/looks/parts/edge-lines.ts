import { alongFlow, type Flow } from "./flow";
import { boxBlur, type Values } from "./planes";

/** How many levels of difference of two blurs make the strongest line that is told apart. */
const STRONGEST = 20;

/** How much the wider of the two blurs counts: below 1, so that flat areas stay free of lines. */
const WIDE = 0.985;

/** No pen draws anything as faint as this. */
const FAINTEST = 20;

/** How far lines are smoothed along the flow: as far as with four steps of one pixel, but with half as many. */
const SMOOTH = { reach: 2, stride: 1.8 };

/**
 * How strongly a pen would draw each place, around 0..255: dark sides of edges (a difference of two blurs),
 * smoothed along the flow so that lines are whole. `radius` is about half the width of a line, in pixels.
 */
export async function edgeLines(
  light: Values,
  width: number,
  height: number,
  flow: Flow,
  radius: number,
  signal: AbortSignal,
): Promise<Values> {
  const lines = boxBlur(light, width, height, radius);
  const wide = boxBlur(light, width, height, Math.ceil(radius * 1.7));
  for (let at = 0; at < lines.length; at++) {
    const around = wide[at] ?? 0;
    // In the dark smaller differences are seen.
    lines[at] = ((WIDE * around - (lines[at] ?? 0)) * 255 * 1.3) / (STRONGEST * (0.55 + around / 255));
  }
  return alongFlow(lines, width, height, flow, { ...SMOOTH, least: FAINTEST }, signal);
}
