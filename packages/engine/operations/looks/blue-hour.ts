import { gradeOf } from "../../pixels/grade";
import { relit } from "../../regions/sky/relight";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  stops: -0.85,
  tones: [
    [0, 0.012],
    [0.3, 0.28],
    [0.6, 0.6],
    [1, 0.97],
  ],
  red: [
    [0, 0],
    [0.5, 0.36],
    [1, 0.78],
  ],
  green: [
    [0, 0.005],
    [0.5, 0.46],
    [1, 0.9],
  ],
  blue: [
    [0, 0.05],
    [0.5, 0.62],
    [1, 1],
  ],
  saturation: 0.85,
});

/** The time between sunset and night: blue light from everywhere, and lamps that are already lit. */
export const blueHour = defineLook({
  name: "blue-hour",
  title: "blue hour",
  examples: ["make it look like blue hour", "twilight mood", "as if taken at dusk"],
  names: ["blue hour light/lighting?", "twilight/dusk/nightfall light/lighting?", "just? after sunset"],
  changes: ["light", "contrast", "colour"],
  look: "blue-hour",
  means: "dim blue light, a deep blue sky where there is one, lamps keep their warmth",
  apply: relit({
    grade: GRADE,
    sky: [
      [0.62, 0.55, 0.66],
      [0.4, 0.47, 0.72],
      [0.24, 0.35, 0.64],
      [0.14, 0.24, 0.52],
    ],
    skyShare: 0.8,
    clouds: 0.9,
    haze: [0.05, 0.04, 0.1],
    lamps: true,
  }),
});
