import { clamp } from "../../../how-much";
import { levelBelow } from "./level-below";

/** Share of the pixels that may become pure black, and as many pure white. */
const CLIPPED = 0.004;

/** Where the darkest and lightest tones are put, 0..1. */
const DARKEST = 0.012;
const LIGHTEST = 0.985;

/** A picture whose tones span less than this is plain and is not spread at all; up to the second figure it is spread as far as that. */
const PLAIN = 0.05;
const NARROWEST = 0.38;

/** Where the median should lie, and how far towards it the middle is moved: night and snow stay what they are. */
const MIDDLE = 0.45;
const TOWARDS_MIDDLE = 0.6;

/** A tone curve over 0..1 that uses the whole range of light for the tones that were counted. */
export function balancedCurve(counts: readonly number[]): (level: number) => number {
  const [dark, light] = [levelBelow(counts, CLIPPED), levelBelow(counts, 1 - CLIPPED)];
  const isPlain = light - dark < PLAIN;
  const lacking = Math.max(0, NARROWEST - (light - dark)) / 2;
  const low = isPlain ? 0 : Math.max(0, dark - lacking);
  const high = isPlain ? 1 : Math.min(1, light + lacking);
  // Never less range than there was.
  const [from, to] = [Math.min(low, DARKEST), Math.max(high, LIGHTEST)];
  const spread = (level: number): number => from + ((level - low) / (high - low)) * (to - from);
  const median = clamp(spread(levelBelow(counts, 0.5)), 0.02, 0.98);
  const power = clamp((Math.log(MIDDLE) / Math.log(median)) ** TOWARDS_MIDDLE, 0.5, 1.6);
  return (level) => clamp(spread(level), 0, 1) ** power;
}
