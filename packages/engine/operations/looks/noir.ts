import { photographic } from "../../pixels/film";
import type { Grade, Rgb } from "../../pixels/grade";
import { curveThrough } from "../../pixels/tone-curve";
import { defineLook } from "../define-look";

/** Film of that time saw green and blue better than red. */
const FILM: Rgb = [0.22, 0.58, 0.2];

const TONES = curveThrough([
  [0, 0],
  [0.15, 0.04],
  [0.35, 0.2],
  [0.55, 0.52],
  [0.75, 0.83],
  [1, 0.99],
]);

const GRADE: Grade = ([red, green, blue]) => {
  const level = TONES(red * FILM[0] + green * FILM[1] + blue * FILM[2]);
  return [level, level, level];
};

/** Black-and-white film of the forties: reds darker, hard contrast, deep corners, grain. */
export const noir = defineLook({
  name: "noir",
  title: "film noir",
  examples: ["make it film noir", "give it a noir look", "turn it into a noir movie"],
  names: [
    "noir film/movie/style?",
    "film/cinema/movie noir",
    "high contrast black and white",
    "dramatic black and white",
    "dramatic bw/greyscale/monochrome",
    "high contrast bw/greyscale/monochrome",
  ],
  changes: ["light", "contrast", "colour"],
  look: "film noir",
  means: "black and white with hard contrast, deep shadows and grain",
  apply: photographic({ grade: GRADE, vignette: 0.5, grain: 4.5 }),
});
