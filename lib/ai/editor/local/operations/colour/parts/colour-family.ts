import { labOfColour } from "./lab-of-colour";
import { smoothstep } from "../../../regions/sky/smoothstep";

/**
 * What people call by one colour: hues in degrees of Oklab, and how strong for its lightness a colour must be
 * (below the first figure it is not meant, above the second wholly). Chosen so that skin is not red, wood not
 * orange and a pale sky still blue.
 */
type Family = { from: number; to: number; least: number; full: number; darkOnly?: boolean };

const FAMILIES: readonly Family[] = [
  { from: -26, to: 12, least: 0.04, full: 0.09 },
  { from: 11, to: 44, least: 0.12, full: 0.21 },
  { from: 46, to: 80, least: 0.13, full: 0.19 },
  { from: 78, to: 115, least: 0.07, full: 0.13 },
  { from: 111, to: 170, least: 0.045, full: 0.1 },
  { from: 168, to: 222, least: 0.04, full: 0.08 },
  { from: 218, to: 288, least: 0.035, full: 0.075 },
  { from: 285, to: 335, least: 0.035, full: 0.08 },
];

const BROWN: Family = { from: 35, to: 88, least: 0.05, full: 0.1, darkOnly: true };
const BROWNS = /brown|bronze|sienna|ochre|^tan$/;

/** Degrees over which a family fades out beyond its ends. */
const SOFT = 15;

/** Lightness up to which a brown is brown, and from which on it is not. */
const STILL_BROWN = 0.62;
const NO_BROWN = 0.74;

/** Strength is set in proportion to lightness, and to this in what is darker. */
const DARK = 0.2;

/** How far a colour of Oklab is what a named colour calls to mind, 0..1. */
export function colourFamily(name: string): (lightness: number, a: number, b: number) => number {
  const [, nameA, nameB] = labOfColour(name);
  const hue = degrees(nameA, nameB);
  const family = BROWNS.test(name) ? BROWN : nearest(hue);
  const middle = (family.from + family.to) / 2;
  const half = (family.to - family.from) / 2;
  return (lightness, a, b) => {
    const strength = smoothstep(family.least, family.full, Math.hypot(a, b) / Math.max(DARK, lightness));
    if (strength === 0) return 0;
    const near = 1 - smoothstep(half, half + SOFT, apart(degrees(a, b), middle));
    const dark = family.darkOnly === true ? 1 - smoothstep(STILL_BROWN, NO_BROWN, lightness) : 1;
    return strength * near * dark;
  };
}

const degrees = (a: number, b: number): number => (Math.atan2(b, a) * 180) / Math.PI;

const apart = (one: number, other: number): number => Math.abs(((((one - other) % 360) + 540) % 360) - 180);

/** The family whose middle is nearest, in parts of its width. */
function nearest(hue: number): Family {
  const distance = ({ from, to }: Family): number => apart(hue, (from + to) / 2) / (to - from);
  return FAMILIES.reduce((best, family) => (distance(family) < distance(best) ? family : best));
}
