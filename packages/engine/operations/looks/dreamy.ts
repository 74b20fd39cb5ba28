import { glowing } from "../../pixels/film";
import { gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  stops: 0.2,
  tones: [
    [0, 0.05],
    [0.3, 0.32],
    [0.7, 0.73],
    [1, 0.99],
  ],
  saturation: 1.05,
  shadows: [0.012, 0, 0.025],
  highlights: [0.02, 0.006, 0],
});

/** Soft light that blooms over the edges, as in a dream: the picture and a blurred, lightened copy of it in one. */
export const dreamy = defineLook({
  name: "dreamy",
  title: "dreamy",
  examples: ["make it dreamy", "give it a dreamy, ethereal look", "like a fairy tale"],
  names: [
    "dreamy/dreamlike/ethereal/fairytale/magical/otherworldly",
    "dreamy , ethereal",
    "dreamy and soft/ethereal/romantic",
    "soft and? dreamy",
    "romantic",
  ],
  things: ["dream/fairy like/tale?"],
  changes: ["light", "contrast", "colour", "sharpness"],
  look: "dreamy",
  means: "a soft glow over lights and edges, gentle contrast and colours",
  apply: glowing({ grade: GRADE, glow: 0.62, from: 0.12 }),
});
