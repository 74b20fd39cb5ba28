import { photographic } from "../../pixels/film";
import { gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  stops: 0.5,
  tones: [
    [0, 0.2],
    [0.25, 0.47],
    [0.5, 0.68],
    [0.8, 0.88],
    [1, 0.98],
  ],
  saturation: 1.1,
  shadows: [0.02, -0.005, 0.03],
  highlights: [0.012, 0, 0.004],
});

/** Pastels: light and soft, dark tones lifted, every colour paler yet clear. */
export const pastel = defineLook({
  name: "pastel",
  title: "pastel colours",
  examples: ["make it pastel", "pastel colors", "give it a soft pastel look"],
  names: ["wes anderson", "pastel/pastels soft?", "soft/light/pale pastel/pastels"],
  changes: ["light", "contrast", "colour"],
  look: "pastel",
  means: "light, soft, pale colours",
  apply: photographic({ grade: GRADE }),
});
