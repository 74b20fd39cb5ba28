import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyCurve } from "../../pixels/tone-curve";

const WORD = "solarise/solarize/solarised/solarized";

/** Tones that turn back after the middle, as on a print that saw light while it was developed. */
export const solarise = defineOperation({
  name: "solarise",
  family: "colour",
  title: "solarise",
  examples: ["solarise it", "make it slightly solarized", "add a solarisation effect"],
  schema: z.object({ mix: z.number().min(0.1).max(1) }),
  changes: ["colour", "light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        `{make}? ${WORD} look?`,
        "{give}? solarisation/solarization/solarising/solarizing look/filter?",
        "{give} solarise/solarize/solarised/solarized look/filter?",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ mix: rounded(Math.min(1, strength)) }),
  sentence: ({ mix }, _exact, of) => `Solarise ${of}${howMuch(mix)}: light tones turn back to dark.`,
  apply: (raster, { mix }, { signal }) =>
    applyCurve(raster, (level) => level + (Math.sin(Math.PI * level) ** 2 - level) * mix, signal),
});
