import { photographic } from "../../pixels/film";
import { gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  red: [
    [0, 0],
    [0.25, 0.17],
    [0.5, 0.52],
    [0.75, 0.84],
    [1, 1],
  ],
  green: [
    [0, 0],
    [0.25, 0.22],
    [0.5, 0.54],
    [0.75, 0.83],
    [1, 0.98],
  ],
  blue: [
    [0, 0.14],
    [0.5, 0.48],
    [1, 0.8],
  ],
  saturation: 1.15,
});

/** Slide film developed as negative film: blue shadows, yellow-green lights, hard red, strong colour. */
export const crossProcess = defineLook({
  name: "cross-process",
  title: "cross-processed film",
  examples: ["make it look cross processed", "cross-process it", "give it a cross processing effect"],
  names: ["cross process/processed/processing film?", "xpro", "x pro"],
  changes: ["light", "contrast", "colour"],
  look: "cross-processed",
  means: "blue shadows, yellow-green lights, strong contrast and colour",
  apply: photographic({ grade: GRADE, vignette: 0.25, grain: 2 }),
});
