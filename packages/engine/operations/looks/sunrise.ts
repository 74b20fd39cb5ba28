import { gradeOf } from "../../pixels/grade";
import { relit } from "../../regions/sky/relight";
import { defineLook, sunPhrases } from "../define-look";

const GRADE = gradeOf({
  stops: 0.1,
  tones: [
    [0, 0.045],
    [0.25, 0.27],
    [0.5, 0.52],
    [0.8, 0.82],
    [1, 0.98],
  ],
  red: [
    [0, 0.01],
    [0.5, 0.55],
    [1, 1],
  ],
  green: [
    [0, 0],
    [0.5, 0.485],
    [1, 0.93],
  ],
  blue: [
    [0, 0.03],
    [0.5, 0.46],
    [1, 0.85],
  ],
  saturation: 0.96,
  shadows: [0, 0.004, 0.035],
  highlights: [0.03, 0.008, -0.02],
});

/** The light of sunrise: pale gold and rose, soft contrast, cool shadows. */
export const sunrise = defineLook({
  name: "sunrise",
  title: "sunrise light",
  examples: ["make it look like sunrise", "give it early morning light", "as if at dawn"],
  names: [],
  say: [
    ...sunPhrases("sunrise/dawn/daybreak"),
    "{make}/{give}? {more}? early? morning light/lighting/sun/sunlight/glow/mood",
    "{make}/{give}? like/as if/though? was/were/been? taken/shot? early? morning light/lighting/sun/sunlight?",
  ],
  // "A sunrise over the sea" asks for another picture.
  regional: false,
  changes: ["light", "contrast", "colour"],
  look: "sunrise",
  means: "pale gold and rose light, soft contrast and cool shadows",
  apply: relit({
    grade: GRADE,
    sky: [
      [1, 0.84, 0.62],
      [1, 0.76, 0.66],
      [0.88, 0.73, 0.77],
      [0.66, 0.72, 0.86],
    ],
    skyShare: 0.66,
    clouds: 1,
    haze: [0.3, 0.18, 0.08],
    lamps: false,
  }),
});
