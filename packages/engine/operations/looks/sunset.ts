import { gradeOf } from "../../pixels/grade";
import { relit } from "../../regions/sky/relight";
import { defineLook, sunPhrases } from "../define-look";

const GRADE = gradeOf({
  stops: -0.45,
  tones: [
    [0, 0],
    [0.25, 0.2],
    [0.5, 0.49],
    [0.8, 0.83],
    [1, 1],
  ],
  red: [
    [0, 0.015],
    [0.5, 0.57],
    [1, 1],
  ],
  green: [
    [0, 0],
    [0.5, 0.455],
    [1, 0.88],
  ],
  blue: [
    [0, 0.035],
    [0.5, 0.41],
    [1, 0.68],
  ],
  saturation: 1.12,
  shadows: [0.01, -0.012, 0.03],
  highlights: [0.05, 0.01, -0.05],
});

/** The light of sunset: everything darker and orange, shadows towards violet, a burning sky where there is one. */
export const sunset = defineLook({
  name: "sunset",
  title: "sunset light",
  examples: ["make it look like sunset", "sunset colors", "as if it was taken at sunset"],
  names: [],
  say: sunPhrases("sunset/sundown"),
  // "A sunset over the sea" asks for another picture.
  regional: false,
  changes: ["light", "contrast", "colour"],
  look: "sunset",
  means: "orange light, violet shadows and a glowing sky where there is one",
  apply: relit({
    grade: GRADE,
    sky: [
      [1, 0.66, 0.3],
      [0.98, 0.55, 0.36],
      [0.82, 0.45, 0.47],
      [0.5, 0.36, 0.54],
      [0.31, 0.3, 0.53],
    ],
    skyShare: 0.78,
    clouds: 1.2,
    haze: [0.34, 0.13, 0],
    lamps: false,
  }),
});
