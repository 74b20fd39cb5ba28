import { smoothstep } from "../../pixels/smoothstep";

/**
 * The centre of skin's colours in YCbCr (ITU-R BT.601), whatever its lightness, and how far they spread
 * around it: one narrow cluster for all people, about where Hsu, Abdel-Mottaleb and Jain found it in 2002.
 */
const CENTRE = { blue: 108, red: 151 };
const SPREAD = { blue: 17, red: 13 };

/** Distances from the centre, in spreads, at which a colour begins to leave the cluster and has left it. */
const FROM = 0.95;
const TO = 1.45;

/** Light (0..255) below and above which colours say too little. */
const DARK = [28, 50] as const;
const BURNT = [238, 252] as const;

/** How far a colour (levels 0..255) could be that of skin, 0..1. */
export function skinShare(red: number, green: number, blue: number): number {
  const light = 0.299 * red + 0.587 * green + 0.114 * blue;
  const towardsBlue = 128 + 0.564 * (blue - light);
  const towardsRed = 128 + 0.713 * (red - light);
  // In dark skin and in shade all colours come closer to grey, along the way to the centre.
  const depth = Math.min(1, 0.55 + light / 220);
  const centreBlue = 128 + (CENTRE.blue - 128) * depth;
  const centreRed = 128 + (CENTRE.red - 128) * depth;
  const apart = Math.hypot((towardsBlue - centreBlue) / SPREAD.blue, (towardsRed - centreRed) / SPREAD.red);
  if (red <= green || towardsRed < 132) return 0;
  return (1 - smoothstep(FROM, TO, apart)) * smoothstep(...DARK, light) * (1 - smoothstep(...BURNT, light));
}
