import { oklabOf } from "../../pixels/oklab";
import { smoothstep } from "../../pixels/smoothstep";
import { COLOURS, rgbOf } from "../../vocabulary/colours";

/** Which colours have one name, in Oklab: from-to, with a soft fall-off beyond. */
export type ColourRange = {
  /** Degrees, from 0 (pink) over yellow, green and blue to 360; may begin below 0. `null` for every hue. */
  hue: readonly [number, number] | null;
  lightness: readonly [number, number];
  /** Distance from grey. */
  chroma: readonly [number, number];
};

const ANY = [0, 1] as const;

/** Colours that a name stands for a wide range of, found by looking at palettes and photographs. */
const FAMILIES: Readonly<Record<string, ColourRange>> = {
  red: { hue: [2, 38], lightness: [0.22, 0.75], chroma: [0.11, 1] },
  orange: { hue: [42, 82], lightness: [0.52, 1], chroma: [0.105, 1] },
  yellow: { hue: [86, 116], lightness: [0.6, 1], chroma: [0.085, 1] },
  green: { hue: [112, 172], lightness: [0.14, 1], chroma: [0.045, 1] },
  cyan: { hue: [172, 215], lightness: [0.25, 1], chroma: [0.04, 1] },
  blue: { hue: [208, 284], lightness: [0.16, 0.95], chroma: [0.045, 1] },
  purple: { hue: [284, 334], lightness: [0.14, 0.95], chroma: [0.045, 1] },
  magenta: { hue: [318, 352], lightness: [0.3, 0.9], chroma: [0.12, 1] },
  pink: { hue: [334, 384], lightness: [0.62, 1], chroma: [0.045, 0.24] },
  darkpink: { hue: [338, 372], lightness: [0.34, 0.7], chroma: [0.09, 1] },
  brown: { hue: [25, 85], lightness: [0.18, 0.6], chroma: [0.03, 0.125] },
  gold: { hue: [68, 100], lightness: [0.45, 0.93], chroma: [0.075, 1] },
  beige: { hue: [55, 112], lightness: [0.72, 0.97], chroma: [0.012, 0.07] },
  grey: { hue: null, lightness: [0.32, 0.84], chroma: [0, 0.03] },
  black: { hue: null, lightness: [0, 0.26], chroma: [0, 0.05] },
  white: { hue: null, lightness: [0.89, 1], chroma: [0, 0.04] },
};

/** Other names of the same. */
const SAME: Readonly<Record<string, string>> = {
  gray: "grey",
  silver: "grey",
  violet: "purple",
  golden: "gold",
  cream: "beige",
  aqua: "cyan",
  turquoise: "cyan",
  teal: "cyan",
  fuchsia: "magenta",
  bluish: "blue",
  reddish: "red",
  greenish: "green",
  yellowish: "yellow",
  orangish: "orange",
  purplish: "purple",
  pinkish: "pink",
  brownish: "brown",
};

/** What a first word makes of a family's range. */
const ADJECTIVES: ReadonlyArray<{ word: string; limit: (range: ColourRange) => ColourRange }> = [
  { word: "dark", limit: (range) => ({ ...range, lightness: [0.1, 0.48], chroma: [range.chroma[0] * 0.7, 1] }) },
  { word: "deep", limit: (range) => ({ ...range, lightness: [0.1, 0.52], chroma: [range.chroma[0], 1] }) },
  { word: "light", limit: (range) => ({ ...range, lightness: [0.7, 1], chroma: [range.chroma[0] * 0.5, 0.16] }) },
  { word: "pale", limit: (range) => ({ ...range, lightness: [0.75, 1], chroma: [range.chroma[0] * 0.4, 0.12] }) },
  { word: "bright", limit: (range) => ({ ...range, lightness: [0.45, 1], chroma: [0.13, 1] }) },
];

/** For a colour known by its value alone: how far others may lie from it. */
const AROUND = { hue: 20, lightness: 0.16, leastChroma: 0.4, grey: 0.035 };

/** The range that a name stands for; `null` for one that is no colour. */
export function colourRange(name: string): ColourRange | null {
  const family = FAMILIES[SAME[name] ?? name];
  if (family !== undefined) return family;
  for (const { word, limit } of ADJECTIVES) {
    const rest = name.slice(word.length);
    const base = FAMILIES[SAME[rest] ?? rest];
    if (!name.startsWith(word) || base === undefined) continue;
    // Dark grey is a grey all the same.
    return base.hue === null ? { ...limit(base), chroma: base.chroma } : limit(base);
  }
  const value = COLOURS[name];
  if (value === undefined) return null;
  const [lightness, a, b] = oklabOf(...rgbOf(value));
  const chroma = Math.hypot(a, b);
  const hue = (Math.atan2(b, a) * 180) / Math.PI;
  return {
    hue: chroma < AROUND.grey ? null : [hue - AROUND.hue, hue + AROUND.hue],
    lightness: [lightness - AROUND.lightness, lightness + AROUND.lightness],
    chroma: chroma < AROUND.grey ? [0, AROUND.grey * 2] : [chroma * AROUND.leastChroma, ANY[1]],
  };
}

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
