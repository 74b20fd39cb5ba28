import { z } from "zod";
import { flareLight } from "../../draw/lens-flare";
import { lightSource, screenLight } from "../../draw/light";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { SOURCES } from "../parameters";

const AT = "on/at/from? {place}? corner/side/edge/part?";

/** The sun shining into the lens: a glare, fine rays, and the ghosts of the lens on the way through the centre. */
export const sunFlare = defineOperation({
  name: "sun-flare",
  family: "weather",
  title: "sun and lens flare",
  examples: [
    "add a sun flare",
    "lens flare",
    "add a sun flare in the top right corner",
    "add a subtle lens flare at the top left",
  ],
  schema: z.object({ amount: z.number().min(0.1).max(2.4), place: z.enum(SOURCES) }),
  changes: ["content", "light"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        `{give}? {more}? sun/lens/solar/sunlight/light/optical/anamorphic flare/flares ${AT}`,
        `{give}? {more}? sunflare/lensflare/sunburst/sunstar ${AT}`,
        `{give}? flare ${AT}`,
        `{give} sun/glare ${AT}`,
        `{give}? sun glare ${AT}`,
        `{make} sun shine ${AT}`,
        `{give}? {place} corner? sun/lens flare`,
      ],
    },
  ],
  amounts: [],
  params: ({ strength, slots: { place = "auto" as const } }) => ({ amount: rounded(strength), place }),
  sentence({ amount, place }) {
    const degree = amount < 0.7 ? "soft " : amount > 1.3 ? "strong " : "";
    const where =
      place === "auto"
        ? "where the light comes from"
        : place === "centre"
          ? "in the centre"
          : `at the ${place.replace("-", " ")}`;
    return `Add a ${degree}sun flare ${where}.`;
  },
  async apply(raster, { amount, place }, { signal }) {
    const from = await lightSource(raster, place);
    return screenLight(raster, flareLight(raster, from, amount, signal), signal);
  },
});
