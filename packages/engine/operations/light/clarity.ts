import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { applyLocalTone } from "../../pixels/local-tone";

/** By how much the usual amount raises structure above its surroundings, and lowers it the other way. */
const RAISE = 0.65;
const LOWER = 0.4;

/** Surroundings as a share of the shorter side. */
const RADIUS = 1 / 14;

/** Per cent that mean the usual amount. */
const USUAL_PERCENT = 40;

const single = amountPhrases(["clarity", "microcontrast"]);
const twofold = amountPhrases(["contrast"]);

/** "More contrast" → "more local contrast". */
const localOf = (phrases: readonly string[]): string[] =>
  phrases.map((phrase) => phrase.replace("contrast", "local/midtone/micro contrast"));

/** Contrast of structures with what lies around them, in the middle tones; edges get no halos. */
export const clarity = defineOperation({
  name: "clarity",
  family: "light",
  title: "clarity (local contrast)",
  examples: ["more clarity", "reduce the clarity slightly", "add local contrast", "increase the clarity a lot"],
  schema: z.object({ amount: z.number().min(-2.5).max(2.5) }),
  changes: ["contrast"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        ...single.more,
        ...localOf(twofold.more),
        "not clear enough",
        "clarify",
        "bring out {more}? details/detail {more}?",
        "{more} depth/dimension",
        "{give} {more}? depth/dimension",
        "bring details/detail out {more}?",
      ],
    },
    { means: -1, say: [...single.less, ...localOf(twofold.less)] },
  ],
  amounts: ["percent"],
  params({ means, strength, amount }) {
    const size = amount === null ? strength : amount.value / USUAL_PERCENT;
    return size > 0 && size <= 2.5 ? { amount: rounded(means * size) } : null;
  },
  sentence({ amount }, exact, of) {
    const size = Math.abs(amount);
    const much = exact ? ` by ${Math.round(size * USUAL_PERCENT)} %` : howMuch(size);
    return `${amount > 0 ? "Increase" : "Reduce"} the clarity of ${of}${much}.`;
  },
  apply(raster, { amount }, work) {
    const by = clamp(amount > 0 ? amount * RAISE : amount * LOWER, -0.9, 1.6);
    return applyLocalTone(raster, { radius: RADIUS, tone: (around, own) => clearer(around, own, by) }, work);
  },
});

/** Strongest in the middle tones, so that neither end is driven into black or white. */
const clearer = (around: number, own: number, by: number): number =>
  own + by * (1 - (2 * own - 1) ** 4) * (own - around);
