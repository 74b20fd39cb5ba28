import { aged } from "../../draw/aged-print";
import type { Grade } from "../../pixels/grade";
import { curveThrough } from "../../pixels/tone-curve";
import { defineLook } from "../define-look";

const TONES = curveThrough([
  [0, 0.03],
  [0.2, 0.18],
  [0.5, 0.57],
  [0.8, 0.86],
  [1, 0.94],
]);

const GRADE: Grade = ([red, green, blue]) => {
  // Plates of that time saw blue light almost alone: skies white, red lips dark.
  const level = TONES(red * 0.08 + green * 0.32 + blue * 0.6);
  const low = 4 * level * (1 - level);
  return [level * 0.97 + 0.022 * low, level * 0.955 + 0.006 * low, level * 0.93 + 0.006 * low];
};

/** A silver plate of the 1840s: blind to red, cool lights over warm shadows, a tarnished rim. */
export const daguerreotype = defineLook({
  name: "daguerreotype",
  title: "a daguerreotype",
  examples: ["make it look like a daguerreotype", "tintype look", "give it a victorian photo style"],
  names: ["victorian", "nineteenth century"],
  things: ["daguerreotype/tintype/ambrotype", "wet plate"],
  changes: ["light", "contrast", "colour"],
  look: "daguerreotype",
  means: "silver tones that see no red, a tarnished dark rim, specks and scratches",
  apply: aged({ grade: GRADE, vignette: 0.75, grain: 2.5, marks: 0.6 }),
});
