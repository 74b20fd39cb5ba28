import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { clearHaze } from "../../pixels/dehaze";

const HAZE = "haze/fog/mist/smog/haziness/fogginess/mistiness";

/** Clears haze: the veil is taken away where there is most of it, which is mostly far away. */
export const dehaze = defineOperation({
  name: "dehaze",
  family: "light",
  title: "haze removal",
  examples: ["dehaze it", "remove the haze", "it looks hazy", "reduce the fog a bit"],
  schema: z.object({ amount: z.number().min(0.1).max(2.5) }),
  changes: ["contrast", "light", "colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "dehaze/defog/dehazing",
        "{give} dehaze/dehazing",
        `remove/clear/reduce/lift/eliminate/cut/delete/erase/lessen/strip/drop/minimise/minimize up/away? ${HAZE} up/away/out?`,
        `{turn} away/out ${HAZE}`,
        `{turn} ${HAZE} away/out`,
        `get rid ${HAZE}`,
        `see/cut through ${HAZE}`,
        `{less} ${HAZE}`,
        `{make}? {less} hazy/foggy/misty/smoggy`,
        "hazy",
        "too hazy/foggy/misty/smoggy",
        `{make} no/without ${HAZE}`,
        `excess ${HAZE}`,
        "has haze/haziness/smog distance/background?",
        `remove/clear/reduce ${HAZE} distance/background`,
        "{make} hazefree",
      ],
    },
  ],
  amounts: ["percent"],
  params({ strength, amount }) {
    const size = amount === null ? strength : amount.value / 50;
    return size >= 0.1 && size <= 2.5 ? { amount: rounded(size) } : null;
  },
  sentence: ({ amount }, exact, of) =>
    `Clear the haze of ${of}${exact ? ` by ${Math.round(amount * 50)} %` : howMuch(amount)}.`,
  apply: (raster, { amount }, work) => clearHaze(raster, amount, work),
});
