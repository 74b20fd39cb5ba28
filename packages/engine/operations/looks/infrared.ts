import { photographic } from "../../pixels/film";
import { type Grade, type Rgb, between, hueOf, isBetween, lightOf } from "../../pixels/grade";
import { smoothstep } from "../../pixels/smoothstep";
import { defineLook } from "../define-look";

/** Leaves reflect infrared light: almost white with a blush. */
const LEAF: Rgb = [1, 0.86, 0.9];

/** Clear sky has none of it: this share of its light is left, cyan-blue. */
const SKY_LIGHT = 0.5;

const GRADE: Grade = (colour) => {
  const { hue, chroma } = hueOf(colour);
  const light = lightOf(colour);
  const leaf = isBetween(hue, 48, 165, 20) * smoothstep(0.03, 0.2, chroma);
  const sky = isBetween(hue, 185, 265, 18) * smoothstep(0.04, 0.25, chroma);
  // Everything else is nearly grey, warm where it was warm.
  const grey: Rgb = [light * 1.02, light * 0.985, light];
  const plain = between(grey, colour, 0.25);
  const glow = 1 - (1 - light) ** 2.6;
  const white: Rgb = [glow * LEAF[0], glow * LEAF[1], glow * LEAF[2]];
  const deep = light * SKY_LIGHT;
  const dark: Rgb = [deep * 0.55, deep * 1.0, deep * 1.35];
  return between(between(plain, white, leaf), dark, sky);
};

/** As infrared film sees it: leaves and grass glow white with a touch of pink, clear skies go dark. */
export const infrared = defineLook({
  name: "infrared",
  title: "infrared",
  examples: ["make it look like infrared", "infrared photo effect", "give it an infrared film look"],
  names: ["infrared/infra film/photography?", "infra red film?"],
  things: ["infrared camera"],
  changes: ["light", "contrast", "colour"],
  look: "infrared",
  means: "leaves and grass glow nearly white, blue skies go dark, other colours fade",
  apply: photographic({ grade: GRADE, grain: 2.5 }),
});
