import { aged } from "../../draw/aged-print";
import type { Grade } from "../../pixels/grade";
import { curveThrough } from "../../pixels/tone-curve";
import { defineLook } from "../define-look";

const TONES = curveThrough([
  [0, 0.13],
  [0.25, 0.29],
  [0.5, 0.53],
  [0.8, 0.8],
  [1, 0.91],
]);

const GRADE: Grade = ([red, green, blue]) => {
  const level = TONES(red * 0.2 + green * 0.55 + blue * 0.25);
  return [level * 0.9 + 0.1, level * 0.88 + 0.03, level * 0.79 - 0.005];
};

/** A photograph found in an attic: brown, faded, uneven, with dust and scratches. */
export const oldPhoto = defineLook({
  name: "old-photo",
  title: "an old photograph",
  examples: ["make it look old", "like an antique photograph", "turn it into an aged photo"],
  names: ["aged and? worn/faded/yellowed?", "old time/timey/fashioned/timer", "20s/30s/40s/twenties/thirties/forties"],
  things: ["old/antique/ancient and? worn/yellowed/faded?", "old print", "old scan", "yellowed paper"],
  say: ["make/turn/give/let/get yellowed and? worn/faded?"],
  // "Make him look old" asks for an old man.
  regional: false,
  changes: ["light", "contrast", "colour"],
  look: "old-photograph",
  means: "brown and faded, darker at the rim, with grain, dust and scratches",
  apply: aged({ grade: GRADE, vignette: 0.36, grain: 4.5, marks: 1 }),
});
