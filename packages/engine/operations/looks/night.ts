import { type Grade, between, lightOf } from "../../pixels/grade";
import { curveThrough } from "../../pixels/tone-curve";
import { relit } from "../../regions/sky/relight";
import { defineLook } from "../define-look";

/** How light what was light by day is in moonlight. */
const MOONLIT = curveThrough([
  [0, 0],
  [0.2, 0.055],
  [0.45, 0.165],
  [0.7, 0.3],
  [0.9, 0.42],
  [1, 0.48],
]);

/** How much colour the eye still sees by night. */
const COLOUR = 0.42;

const GRADE: Grade = (colour) => {
  const light = lightOf(colour);
  const night = MOONLIT(light);
  const dim = between([light, light, light], colour, COLOUR);
  const gain = night / Math.max(0.001, light);
  return [dim[0] * gain * 0.7, dim[1] * gain * 0.95, dim[2] * gain * 1.35 + 0.022];
};

/** Day to night: dark, blue, little colour, the sky darker than all else; lamps and lit windows stay and shine. */
export const night = defineLook({
  name: "night",
  title: "day to night",
  examples: ["make it look like night", "turn day into night", "as if it were taken at night"],
  names: ["night/nighttime/midnight/moonlight/moonlit light/lighting/scene/shot/time?", "day for night", "moon light"],
  say: [
    "{make} day/daytime night/nighttime time?",
    "{make} from day/daytime night/nighttime",
    "day/daytime night/nighttime",
    "{make} night time instead day?",
  ],
  changes: ["light", "contrast", "colour"],
  look: "night",
  means: "dark, blue and with little colour, the sky darkest; lamps keep their light",
  apply: relit({
    grade: GRADE,
    sky: [
      [0.15, 0.2, 0.34],
      [0.09, 0.13, 0.25],
      [0.055, 0.085, 0.18],
      [0.035, 0.055, 0.125],
    ],
    skyShare: 0.95,
    clouds: 0.8,
    haze: [0, 0, 0],
    lamps: true,
  }),
});
