import { gradeOf } from "../../pixels/grade";
import { relit } from "../../regions/sky/relight";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  tones: [
    [0, 0.015],
    [0.25, 0.25],
    [0.5, 0.52],
    [0.75, 0.78],
    [1, 0.99],
  ],
  red: [
    [0, 0],
    [0.5, 0.56],
    [1, 1],
  ],
  green: [
    [0, 0],
    [0.5, 0.495],
    [1, 0.95],
  ],
  blue: [
    [0, 0.02],
    [0.5, 0.39],
    [1, 0.74],
  ],
  saturation: 1.1,
  shadows: [0.015, -0.004, 0.012],
  highlights: [0.03, 0.015, -0.02],
});

/** The light of the hour before sunset: warm and low, with a glow over the horizon. */
export const goldenHour = defineLook({
  name: "golden-hour",
  title: "golden hour",
  examples: ["make it look like golden hour", "golden hour light please", "give it a warm evening glow"],
  names: [
    "golden/magic hour light/lighting/sunlight/sun/glow?",
    "golden light/sunlight/sunshine/glow",
    "warm? evening/afternoon light/sun/sunlight/glow",
    "late afternoon light/sun/sunlight?",
    "sunkissed",
    "sun kissed",
  ],
  changes: ["light", "contrast", "colour"],
  look: "golden-hour",
  means: "warm, low light with a golden glow over the horizon",
  apply: relit({
    grade: GRADE,
    sky: [
      [1, 0.8, 0.52],
      [0.96, 0.8, 0.66],
      [0.74, 0.74, 0.78],
      [0.55, 0.64, 0.78],
    ],
    skyShare: 0.55,
    clouds: 1.1,
    haze: [0.26, 0.15, 0.02],
    lamps: false,
  }),
});
