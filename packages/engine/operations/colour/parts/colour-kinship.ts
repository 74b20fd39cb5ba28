import type { ColourRange } from "../../../regions/colour/colour-range";
import { oklabOf } from "../../../regions/oklab-of";
import { smoothstep } from "../../../pixels/smoothstep";

/** How far beyond a range a hue is still akin, as a share of the range's width: narrow ranges have near neighbours. */
const HUES = 0.32;

/** The least strength that is akin, wholly and not at all, as shares of the least of the range. */
const STRENGTH = { none: 0.3, whole: 0.75 };

/** Lightness below which strength counts in proportion to it: shade takes both away. */
const SHADE = 0.62;
const DARKEST = 0.12;

/** How far beyond a range lightness and strength are still akin; shade goes down to shares of its darkest. */
const LIGHTER = 0.15;
const SHADED = { none: 0.25, whole: 0.45 };
const STRONGER = 0.04;

/** How far a colour (levels 0..255) may be the shade, the shine or a variety of one in the range, 0..1. */
export function colourKinship(range: ColourRange): (red: number, green: number, blue: number) => number {
  const [from, to] = range.hue ?? [0, 360];
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  const fade = half * 2 * HUES;
  const [darkest, lightest] = range.lightness;
  const [least, most] = range.chroma;
  return (red, green, blue) => {
    const [lightness, a, b] = oklabOf(red, green, blue);
    const chroma = Math.hypot(a, b);
    const lit = chroma / Math.min(1, Math.max(DARKEST, lightness) / SHADE);
    const strong = least === 0 ? 1 : smoothstep(least * STRENGTH.none, least * STRENGTH.whole, lit);
    const bounded =
      smoothstep(darkest * SHADED.none, darkest * SHADED.whole, lightness) *
      (1 - smoothstep(lightest + LIGHTER / 2, lightest + LIGHTER, lightness)) *
      (1 - smoothstep(most, most + STRONGER, chroma));
    if (range.hue === null || strong === 0) return strong * bounded;
    const hue = (Math.atan2(b, a) * 180) / Math.PI;
    const apart = Math.abs(((((hue - middle) % 360) + 540) % 360) - 180);
    return strong * bounded * (1 - smoothstep(half, half + fade, apart));
  };
}
