import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { applyLut, vividLut } from "../../pixels/colour-lut";

/** By how much the usual amount strengthens the palest colours. */
const USUAL = 0.7;

/** Per cent that mean the usual amount. */
const USUAL_PERCENT = 40;

const { more, less } = amountPhrases(["vibrance", "vibrancy"]);

/** Pale colours stronger, strong ones hardly, skin least; or the strong ones paler. */
export const vibrance = defineOperation({
  name: "vibrance",
  family: "colour",
  title: "vibrance",
  examples: ["more vibrance", "reduce the vibrance a bit", "boost the vibrance", "strengthen the pale colours"],
  schema: z.object({ amount: z.number().min(-2.5).max(2.5) }),
  changes: ["colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        ...more,
        "{more} pale/muted/weak/dull/faded colours",
        "saturate pale/muted/weak/dull/faded colours",
        "{more} colours but not skin tones?",
        "{more} colours without skin tones?",
      ],
    },
    { means: -1, say: less },
  ],
  amounts: ["percent"],
  params({ means, strength, amount }) {
    const size = amount === null ? strength : amount.value / USUAL_PERCENT;
    return size > 0 && size <= 2.5 ? { amount: rounded(means * size) } : null;
  },
  sentence({ amount }, exact, of) {
    const size = Math.abs(amount);
    const much = exact ? ` by ${Math.round(size * USUAL_PERCENT)} %` : howMuch(size);
    return `${amount > 0 ? "Raise" : "Lower"} the vibrance of ${of}${much}.`;
  },
  apply: (raster, { amount }, { signal }) => applyLut(raster, vividLut(clamp(USUAL * amount, -1, 1.6)), signal),
});
