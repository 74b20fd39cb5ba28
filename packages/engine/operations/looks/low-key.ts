import { photographic } from "../../pixels/film";
import { gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  tones: [
    [0, 0],
    [0.2, 0.055],
    [0.45, 0.2],
    [0.7, 0.48],
    [0.9, 0.8],
    [1, 0.94],
  ],
  saturation: 0.85,
  shadows: [-0.006, 0.0, 0.012],
});

/** Low key: most of the picture sinks into the dark, what was brightest keeps its light. */
export const lowKey = defineLook({
  name: "low-key",
  title: "low key",
  examples: ["make it low key", "low-key lighting", "give it a dark and moody look"],
  names: [
    "dark academia",
    "low key picture/portrait?",
    "dark and? moody",
    "moody and? dark",
    "moody",
    "dramatic",
    "chiaroscuro",
  ],
  changes: ["light", "contrast", "colour"],
  look: "low-key",
  means: "dark throughout, deep shadows, light only where it was brightest",
  apply: photographic({ grade: GRADE, vignette: 0.4, grain: 1.2 }),
});
