import { photographic } from "../../pixels/film";
import { gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  tones: [
    [0, 0.13],
    [0.15, 0.2],
    [0.5, 0.52],
    [0.85, 0.83],
    [1, 0.92],
  ],
  saturation: 0.8,
  shadows: [0, 0.006, 0.02],
  highlights: [0.012, 0.006, -0.012],
});

/** Matte film: blacks lifted to grey, lights held back, colours a little paler. */
export const fade = defineLook({
  name: "fade",
  title: "matte, faded film",
  examples: ["give it a matte look", "faded film look", "fade it a bit", "make it matte"],
  names: ["faded? and? matte film/finish/print", "faded and? matte", "faded film"],
  things: ["matte"],
  // "A faded print" alone tells what became of one.
  say: [
    "{make}/{give}? like/as faded print/picture",
    "make/turn/give faded print",
    "fade",
    "with? lifted/faded/raised blacks",
    "lofi",
    "add/apply/use/give/{make} fade/faded filter/film?",
  ],
  changes: ["light", "contrast", "colour"],
  look: "matte",
  means: "lifted blacks, soft contrast and slightly paler colours",
  apply: photographic({ grade: GRADE }),
});
