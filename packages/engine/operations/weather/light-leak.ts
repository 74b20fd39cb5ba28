import { z } from "zod";
import { screenLight } from "../../draw/light";
import { leakLight } from "../../draw/light-leak";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { PLACES } from "../../plan";

const LEAK = "leak/leaks";
const AT = "on/at/from? {place}? corner/side/edge/part?";

/** Light that fell into an old camera beside the lens: warm clouds of it from one side. */
export const lightLeak = defineOperation({
  name: "light-leak",
  family: "weather",
  title: "light leak",
  examples: ["add a light leak", "light leaks from the left", "add a subtle film light leak", "strong light leak"],
  schema: z.object({ amount: z.number().min(0.1).max(2.4), place: z.enum(PLACES) }),
  changes: ["content", "light", "colour"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        `{give}? {more}? warm/orange/red/film/vintage/analog/analogue? light ${LEAK} overlay/filter? ${AT}`,
        `{give}? {more}? lightleak/lightleaks ${AT}`,
        `{give} film burn ${AT}`,
        `film burn`,
        `light leaking {make}? ${AT}`,
      ],
    },
  ],
  amounts: [],
  params: ({ strength, slots: { place = "right" } }) =>
    place === "centre" ? null : { amount: rounded(strength), place },
  sentence({ amount, place }) {
    const degree = amount < 0.7 ? "soft " : amount > 1.3 ? "strong " : "";
    return `Add a ${degree}warm light leak from the ${place.replace("-", " ")}.`;
  },
  apply: (raster, { amount, place }, { signal }) => screenLight(raster, leakLight(raster, place, amount), signal),
});
