import { oklabOf } from "../oklab-of";
import { smoothstep } from "../../pixels/smoothstep";
import type { ColourRange } from "./colour-range";

/** How far beyond a range a colour still counts in part. */
const SOFT = { hue: 12, lightness: 0.07, chroma: 0.025 };

/** How far a colour (levels 0..255) lies in a range: 0 not at all … 1 wholly. */
export function colourShare(range: ColourRange, red: number, green: number, blue: number): number {
  const [lightness, a, b] = oklabOf(red, green, blue);
  const chroma = Math.hypot(a, b);
  const share =
    within(range.lightness[0], range.lightness[1], SOFT.lightness, lightness) *
    within(range.chroma[0], range.chroma[1], Math.min(SOFT.chroma, range.chroma[0] / 2 || SOFT.chroma), chroma);
  if (share === 0 || range.hue === null) return share;
  const [from, to] = range.hue;
  const middle = (from + to) / 2;
  const hue = (Math.atan2(b, a) * 180) / Math.PI;
  const apart = Math.abs(((((hue - middle) % 360) + 540) % 360) - 180);
  return share * (1 - smoothstep((to - from) / 2, (to - from) / 2 + SOFT.hue, apart));
}

const within = (from: number, to: number, soft: number, value: number): number =>
  smoothstep(from - soft, from, value) * (1 - smoothstep(to, to + soft, value));
