import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyCurve } from "../../pixels/tone-curve";

/** By how much the usual amount moves pure white, share of full light; tones below follow by their cube. */
const USUAL = 0.1;

/** Per cent that mean the usual amount. */
const USUAL_PERCENT = 40;

const N = "whites";

/** Where the lightest tones lie: brighter whites, or softer ones. */
export const whites = defineOperation({
  name: "whites",
  family: "light",
  title: "brighter or softer whites",
  examples: ["make the whites brighter", "the whites are too bright", "boost the whites a little"],
  schema: z.object({ amount: z.number().min(-2.5).max(2.5) }),
  changes: ["light", "contrast"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        `raise/boost/brighten/lighten/lift/increase/enhance/intensify/strengthen/whiten/clean up? ${N} up?`,
        `{turn} up ${N}`,
        `{turn} ${N} up`,
        `${N} up`,
        `${N} {up}`,
        `{make}? ${N} brighter/lighter/whiter/stronger/cleaner/purer/crisper`,
        `{make} ${N} {more} white/bright/brilliant`,
        `{give}? brighter/whiter/cleaner/stronger/purer/more ${N}`,
        `${N} too dark/dull/dim/weak/muted/grey/dingy/dirty/murky`,
        `${N} not white/bright enough`,
        "{make} whites pop",
        "{turn} up white point/level",
        "raise/increase/boost white point/level",
      ],
    },
    {
      means: -1,
      say: [
        `lower/reduce/darken/tame/dim/decrease/lessen/weaken/soften/cut/drop ${N} down?`,
        `{turn} down/back ${N}`,
        `{turn} ${N} down/back`,
        `${N} down`,
        `${N} {down}`,
        `{make}? ${N} darker/softer/dimmer/duller/weaker`,
        `{make} ${N} {less} white/bright/harsh/intense`,
        `{give}? softer/dimmer/less ${N}`,
        `${N} too bright/harsh/white/hot/light`,
        `${N} excessive`,
        "{turn} down white point/level",
        "lower/reduce/decrease white point/level",
      ],
    },
  ],
  amounts: ["percent"],
  params({ means, strength, amount }) {
    const size = amount === null ? strength : amount.value / USUAL_PERCENT;
    return size > 0 && size <= 2.5 ? { amount: rounded(means * size) } : null;
  },
  sentence({ amount }, exact, of) {
    const verb = amount > 0 ? "Brighten" : "Soften";
    const size = Math.abs(amount);
    return `${verb} the whites of ${of}${exact ? ` by ${Math.round(size * USUAL_PERCENT)} %` : howMuch(size)}.`;
  },
  apply: (raster, { amount }, { signal }) => applyCurve(raster, (level) => level + USUAL * amount * level ** 3, signal),
});
