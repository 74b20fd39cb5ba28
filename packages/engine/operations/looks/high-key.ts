import { photographic } from "../../pixels/film";
import { gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  stops: 1.15,
  tones: [
    [0, 0.06],
    [0.2, 0.32],
    [0.5, 0.68],
    [0.8, 0.93],
    [1, 1],
  ],
  saturation: 0.86,
  highlights: [0.005, 0.003, 0.008],
});

/** High key: everything bright, shadows open, lights near white without breaking off, colours a little paler. */
export const highKey = defineLook({
  name: "high-key",
  title: "high key",
  examples: ["make it high key", "high-key look", "give it a bright and airy feel"],
  names: ["high key picture/portrait?", "bright and airy", "light and airy", "airy and bright", "airy"],
  changes: ["light", "contrast", "colour"],
  look: "high-key",
  means: "bright throughout, open shadows, soft pale colours",
  apply: photographic({ grade: GRADE, vignette: -0.06 }),
});
