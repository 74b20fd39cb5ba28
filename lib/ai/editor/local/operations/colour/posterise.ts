import { z } from "zod";
import { applyCurve } from "../../apply-curve";
import { clamp } from "../../how-much";
import { keepAlpha } from "../../keep-alpha";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../through-sharp";

/** Steps of each channel when no number was said, and within what they may lie. */
const USUAL = 5;
const FEWEST = 2;
const MOST = 64;

/** Pixels across of the median that makes the areas clean; fewer where a picture is small. */
const CLEAN = 3;

const WORD = "posterise/posterize/posterised/posterized";
const STEPS = "level/levels/tones/steps/shades";

/** Few even steps of tone instead of gradients, as on a screen-printed poster. */
export const posterise = defineOperation({
  name: "posterise",
  family: "colour",
  title: "posterise",
  examples: ["posterise it", "posterize to 4 levels", "reduce it to 6 tones"],
  schema: z.object({ levels: z.int().min(FEWEST).max(MOST), said: z.boolean() }),
  changes: ["colour", "light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        `{make}? ${WORD} look?`,
        `{make}? ${WORD} with/using? {number} ${STEPS}/colours?`,
        "{give}? posterisation/posterization/posterising/posterizing",
        `{give}? posterisation/posterization with? {number} ${STEPS}/colours?`,
        `reduce/limit/cut tones/levels/shades down? {number} ${STEPS}?`,
        `reduce/limit/cut down? {number} ${STEPS}`,
        `only {number} ${STEPS}`,
      ],
    },
  ],
  amounts: [],
  params({ strength, slots: { number } }) {
    if (number === undefined) return { levels: clamp(Math.round(USUAL / strength), 3, 10), said: false };
    return Number.isInteger(number) && number >= FEWEST && number <= MOST ? { levels: number, said: true } : null;
  },
  sentence: ({ levels, said }, _exact, of) =>
    said ? `Posterise ${of} to ${levels} levels of each colour.` : `Posterise ${of} to few even tones.`,
  async apply(raster, { levels }, { signal }) {
    const clean =
      Math.min(raster.width, raster.height) > CLEAN
        ? await keepAlpha(await throughSharp(raster, (image) => image.median(CLEAN)), raster, signal)
        : raster;
    return applyCurve(clean, (level) => Math.round(level * (levels - 1)) / (levels - 1), signal);
  },
});
