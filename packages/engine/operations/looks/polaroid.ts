import { photographic } from "../../pixels/film";
import { gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  stops: 0.25,
  tones: [
    [0, 0.09],
    [0.2, 0.2],
    [0.5, 0.53],
    [0.8, 0.83],
    [1, 0.96],
  ],
  red: [
    [0, 0],
    [0.5, 0.52],
    [1, 1],
  ],
  blue: [
    [0, 0.03],
    [0.5, 0.5],
    [1, 0.9],
  ],
  saturation: 0.82,
  shadows: [-0.02, 0.015, 0.035],
  highlights: [0.03, 0.015, -0.03],
});

/** Instant film: soft contrast, milky blue-green blacks, cream lights. The white frame is left out, for it would change the picture's shape. */
export const polaroid = defineLook({
  name: "polaroid",
  title: "the colours of a Polaroid",
  examples: ["make it look like a polaroid", "polaroid filter", "give it an instant camera look"],
  names: ["polaroid film"],
  things: ["old/classic? polaroid picture/camera?", "instant film/camera?"],
  changes: ["light", "contrast", "colour"],
  look: "Polaroid",
  means: "milky blacks, cream lights, cool shadows and soft colours; no frame is added",
  apply: photographic({ grade: GRADE, vignette: 0.16, grain: 2.5 }),
});
