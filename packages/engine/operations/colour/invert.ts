import { z } from "zod";
import { defineOperation } from "../../operation";
import { applyCurve } from "../../pixels/tone-curve";

/** Every colour to its opposite, as in a film negative. */
export const invert = defineOperation({
  name: "invert",
  family: "colour",
  title: "invert the colours",
  examples: ["invert the colors", "make it a negative"],
  schema: z.object({}),
  changes: ["colour", "light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "invert colours?",
        "{make}? dark mode",
        "{make} colours? inverted",
        "inverted colours",
        "{make} like? film? negative",
        "negative",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => (strength < 1 ? null : {}),
  sentence: (_params, _exact, of) => `Invert the colours of ${of}.`,
  apply: (raster, _params, { signal }) => applyCurve(raster, (level) => 1 - level, signal),
});
