import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyCurve } from "../../pixels/tone-curve";

/** The usual step, as an exponent. */
const USUAL = 1.25;

/** Lighter or darker middle tones by an exponent; black and white stay. */
export const gamma = defineOperation({
  name: "gamma",
  family: "light",
  title: "gamma",
  examples: ["gamma 1.4", "raise the gamma a bit", "lower the gamma", "set the gamma to 0.8"],
  schema: z.object({ gamma: z.number().min(0.1).max(10), said: z.boolean() }),
  changes: ["light", "contrast"],
  regional: true,
  phrases: [
    {
      means: 0,
      say: [
        "{make}? gamma {number}",
        "gamma correction {number}",
        "{give}? gamma correction {number}",
        "{give}? gamma {number}",
        "raise/increase/lower/decrease/reduce/adjust gamma {number}",
      ],
    },
    {
      means: 1,
      say: [
        "{more} gamma",
        "{turn} up gamma",
        "{turn} gamma up",
        "gamma up/higher",
        "{make} gamma higher",
        "gamma too low",
      ],
    },
    {
      means: -1,
      say: [
        "{less} gamma",
        "{turn} down gamma",
        "{turn} gamma down",
        "gamma down/lower",
        "{make} gamma lower",
        "gamma too high",
        "excess gamma",
      ],
    },
  ],
  amounts: [],
  params({ means, strength, slots: { number } }) {
    if (means !== 0) return { gamma: rounded(USUAL ** (means * strength)), said: false };
    return number === undefined || number < 0.1 || number > 10 ? null : { gamma: rounded(number), said: true };
  },
  sentence({ gamma: exponent, said }, _exact, of) {
    if (said) return `Set the gamma of ${of} to ${exponent}.`;
    const ratio = Math.abs(Math.log(exponent) / Math.log(USUAL));
    return `${exponent > 1 ? "Raise" : "Lower"} the gamma of ${of}${howMuch(ratio)}.`;
  },
  apply: (raster, { gamma: exponent }, { signal }) => applyCurve(raster, (level) => level ** (1 / exponent), signal),
});
