import { photographic } from "../../pixels/film";
import { gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  tones: [
    [0, 0],
    [0.25, 0.19],
    [0.5, 0.53],
    [0.75, 0.83],
    [1, 1],
  ],
  saturation: 1.3,
  shadows: [-0.03, 0.01, 0.03],
  midtones: [0.015, 0.005, -0.01],
  highlights: [0.02, 0.01, -0.06],
});

/** A toy camera: strong colour and contrast, shadows towards blue-green, corners that go dark. */
export const lomo = defineLook({
  name: "lomo",
  title: "lomography",
  examples: ["make it lomo", "lomography effect", "give it a toy camera look"],
  names: ["lomo/lomography/lomographic film?"],
  things: ["lomo/holga/diana/toy camera", "holga"],
  changes: ["light", "contrast", "colour"],
  look: "lomo",
  means: "strong colours and contrast, dark corners",
  apply: photographic({ grade: GRADE, vignette: 0.62, grain: 3 }),
});
