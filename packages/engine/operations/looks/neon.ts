import { glowing } from "../../pixels/film";
import { type Grade, type Rgb, between, gradeOf, hueOf, lightOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const BASE = gradeOf({
  stops: -0.25,
  tones: [
    [0, 0],
    [0.2, 0.09],
    [0.45, 0.34],
    [0.7, 0.68],
    [1, 1],
  ],
  saturation: 1.15,
});

/** Shadows, middle and lights of a street between signs. */
const SHADOW: Rgb = [0.1, 0.03, 0.32];
const MIDDLE: Rgb = [0.42, 0.2, 0.85];
const LIGHT: Rgb = [1, 0.6, 0.95];

/** What the two kinds of signs shine on: warm things and cool ones. */
const MAGENTA: Rgb = [1, 0.08, 0.62];
const CYAN: Rgb = [0.05, 0.9, 1];

const GRADE: Grade = (colour) => {
  const base = BASE(colour);
  const light = Math.min(1, Math.max(0, lightOf(base)));
  const { hue, chroma } = hueOf(colour);
  const street = light < 0.5 ? between(SHADOW, MIDDLE, light * 2) : between(MIDDLE, LIGHT, light * 2 - 1);
  const coolness = Math.cos(((hue - 200) * Math.PI) / 180) * Math.min(1, chroma * 1.8);
  const sign = coolness > 0 ? between(street, CYAN, coolness * 0.8) : between(street, MAGENTA, -coolness * 0.7);
  const gain = light / Math.max(0.02, lightOf(sign));
  const lit: Rgb = [sign[0] * gain, sign[1] * gain, sign[2] * gain + 0.03];
  return between(base, lit, 0.6);
};

/** A city of the future by night: violet shadows, magenta and cyan lights that glow. */
export const neon = defineLook({
  name: "neon",
  title: "cyberpunk and neon",
  examples: ["make it cyberpunk", "neon look", "give it a synthwave vibe"],
  names: ["cyberpunk", "synthwave/vaporwave/vapourwave/retrowave"],
  things: ["neon"],
  changes: ["light", "contrast", "colour"],
  look: "neon",
  means: "violet shadows, magenta and cyan lights with a glow",
  apply: glowing({ grade: GRADE, glow: 0.4, from: 0.5, vignette: 0.25 }),
});
