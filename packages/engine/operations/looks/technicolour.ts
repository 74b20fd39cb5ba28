import { photographic } from "../../pixels/film";
import { type Grade, gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

/** How much each strip takes away of what the other two saw. */
const APART = 0.32;

const TONES = gradeOf({
  tones: [
    [0, 0],
    [0.25, 0.21],
    [0.5, 0.51],
    [0.75, 0.8],
    [1, 1],
  ],
  midtones: [0.02, 0.004, -0.012],
  highlights: [0.006, 0.004, -0.02],
});

const GRADE: Grade = ([red, green, blue]) =>
  TONES([
    red + APART * (red - (green + blue) / 2),
    green + APART * 0.8 * (green - (red + blue) / 2),
    blue + APART * (blue - (red + green) / 2),
  ]);

/** Three strips of film: each colour keeps its neighbours out, so that reds, greens and blues stand rich and apart. */
export const technicolour = defineLook({
  name: "technicolour",
  title: "Technicolor",
  examples: ["make it technicolor", "technicolour look", "like an old technicolor movie"],
  names: ["technicolor/technicolour film/movie?", "old technicolor/technicolour film/movie?"],
  changes: ["light", "contrast", "colour"],
  look: "Technicolor",
  means: "rich, clean, separate colours as from three strips of film",
  apply: photographic({ grade: GRADE, vignette: 0.1, grain: 1.5 }),
});
