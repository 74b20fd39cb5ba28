import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyCurve } from "../../pixels/tone-curve";

/** By how much the usual amount moves pure black, share of full light; tones above follow by the cube of their distance to white. */
const USUAL = 0.08;

/** Per cent that mean the usual amount. */
const USUAL_PERCENT = 40;

const N = "blacks";

/** Where the darkest tones lie: deeper blacks, or lifted ones as in a faded print. */
export const blacks = defineOperation({
  name: "blacks",
  family: "light",
  title: "deeper or lifted blacks",
  examples: ["make the blacks deeper", "lift the blacks a little", "the blacks look too grey", "crush the blacks"],
  schema: z.object({ amount: z.number().min(-2.5).max(2.5) }),
  changes: ["light", "contrast"],
  regional: true,
  phrases: [
    {
      means: -1,
      say: [
        `deepen/darken/crush/strengthen/lower/intensify/blacken ${N} down?`,
        `{turn} down ${N}`,
        `{turn} ${N} down`,
        `${N} down`,
        `${N} {down}`,
        `{make}? ${N} deeper/darker/blacker/stronger/richer/crushed`,
        `{make} ${N} {more} black/dark/deep/intense`,
        `{give}? deeper/darker/blacker/stronger/richer/deep/rich/crushed/true ${N}`,
        `${N} too light/bright/weak/faded/milky/grey/pale/lifted`,
        `${N} washed out`,
        `${N} not black/dark/deep enough`,
        "lower/drop black point/level",
      ],
    },
    {
      means: 1,
      say: [
        `lift/raise/soften/lighten/brighten up? ${N} up?`,
        `{turn} up ${N}`,
        `{turn} ${N} up`,
        `${N} up`,
        `${N} {up}`,
        `{make}? ${N} lighter/softer/brighter/weaker/faded/lifted`,
        `{make} ${N} {less} black/dark/deep/intense/harsh/crushed`,
        `{give}? softer/lighter ${N}`,
        `${N} too dark/deep/black/harsh/heavy`,
        `${N} excessive`,
        "lift/raise black point/level",
      ],
    },
  ],
  amounts: ["percent"],
  params({ means, strength, amount }) {
    const size = amount === null ? strength : amount.value / USUAL_PERCENT;
    return size > 0 && size <= 2.5 ? { amount: rounded(means * size) } : null;
  },
  sentence({ amount }, exact, of) {
    const verb = amount > 0 ? "Lift" : "Deepen";
    const size = Math.abs(amount);
    return `${verb} the blacks of ${of}${exact ? ` by ${Math.round(size * USUAL_PERCENT)} %` : howMuch(size)}.`;
  },
  apply: (raster, { amount }, { signal }) =>
    applyCurve(raster, (level) => level + USUAL * amount * (1 - level) ** 3, signal),
});
