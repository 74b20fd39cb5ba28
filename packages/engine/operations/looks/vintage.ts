import { photographic } from "../../pixels/film";
import { gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  tones: [
    [0, 0.055],
    [0.25, 0.25],
    [0.6, 0.63],
    [1, 0.95],
  ],
  blue: [
    [0, 0.02],
    [0.5, 0.47],
    [1, 0.88],
  ],
  saturation: 0.78,
  shadows: [-0.005, 0.022, 0.01],
  midtones: [0.03, 0.008, -0.01],
  highlights: [0.03, 0.012, -0.025],
});

/** Colour film that has aged: blacks faded, lights warm, shadows towards green, some grain. */
export const vintage = defineLook({
  name: "vintage",
  title: "vintage film",
  examples: ["make it look vintage", "give it a retro look", "a bit like an old film"],
  names: [
    "vintage/retro/nostalgic film/analog/analogue/50s/60s/70s/80s/90s/fifties/seventies/sixties/eighties/nineties?",
    "50s/60s/70s/80s/90s film/analog/analogue?",
    "analog/analogue film?",
    "old school",
    "kodak/kodachrome/ektachrome/portra/fuji/fujifilm/fujicolor/ektar/agfa/polachrome portra/gold/velvia/film/provia/superia?",
    "fifties/seventies/sixties/eighties/nineties",
  ],
  things: [
    "vintage/retro/analog/analogue/old/film/disposable camera",
    "retro/vintage? 70s/80s/90s disposable camera",
    "old? postcard",
    "old film/movie",
  ],
  say: ["{make}/{give}? like/as if/though? was/were/been? taken/made/captured/photographed? on film"],
  changes: ["light", "contrast", "colour"],
  look: "vintage film",
  means: "faded blacks, warm lights, green shadows, softer colours and grain",
  apply: photographic({ grade: GRADE, vignette: 0.22, grain: 3.8 }),
});
