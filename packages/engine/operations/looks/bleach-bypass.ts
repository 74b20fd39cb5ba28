import { photographic } from "../../pixels/film";
import { type Grade, lightOf, saturated } from "../../pixels/grade";
import { curveThrough } from "../../pixels/tone-curve";
import { defineLook } from "../define-look";

const SILVER = curveThrough([
  [0, 0],
  [0.2, 0.1],
  [0.5, 0.52],
  [0.8, 0.88],
  [1, 1],
]);

const GRADE: Grade = (colour) => {
  const light = lightOf(colour);
  const silver = SILVER(light);
  const pale = saturated(colour, 0.5);
  return [overlaid(pale[0], silver) - 0.01, overlaid(pale[1], silver), overlaid(pale[2], silver) + 0.006];
};

/** Silver over a colour: half the overlay, half the silver's own tone on top of the colour. */
const overlaid = (level: number, silver: number): number => {
  const overlay = level < 0.5 ? 2 * level * silver : 1 - 2 * (1 - level) * (1 - silver);
  return 0.65 * overlay + 0.35 * level;
};

/** Film with its silver left in: a hard black-and-white picture over the colours, so much contrast and little colour. */
export const bleachBypass = defineLook({
  name: "bleach-bypass",
  title: "bleach bypass",
  examples: ["bleach bypass look", "make it look like bleach bypass film", "apply a strong bleach bypass"],
  names: ["grunge/grungy/gritty", "bleach bypass film?", "skip bleach film?", "silver retention"],
  changes: ["light", "contrast", "colour"],
  look: "bleach-bypass",
  means: "hard contrast and little colour, as with silver left in the film",
  apply: photographic({ grade: GRADE, vignette: 0.12, grain: 3 }),
});
