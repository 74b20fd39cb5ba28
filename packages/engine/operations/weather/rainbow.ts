import { z } from "zod";
import { maskLayer, screenLight } from "../../draw/light";
import { rainbowLight } from "../../draw/rainbow";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { certainSky } from "../../regions/sky/find-sky";
import { skyLayer } from "../../regions/sky/sky-mask";

/** Shorter side of the copy on which the sky is masked, in pixels at most. */
const SMALL = 500;

const SKY = "in/over/across/on? sky/horizon/clouds?";

/** A faint rainbow that stands in the sky and goes down behind the horizon. Needs a sky. */
export const rainbow = defineOperation({
  name: "rainbow",
  family: "weather",
  title: "a rainbow in the sky",
  examples: ["add a rainbow", "add a faint rainbow to the sky", "put a rainbow in the sky"],
  schema: z.object({ amount: z.number().min(0.1).max(2.4) }),
  changes: ["content"],
  regional: false,
  phrases: [
    {
      means: 1,
      say: [
        `add/put/give/want/need/needs/with {more}? rainbow ${SKY}`,
        `add/put/give/with bright/beautiful/big/double rainbow ${SKY}`,
      ],
    },
    { means: 0.6, say: [`add/put/give/with faint/soft/pale/light rainbow ${SKY}`] },
  ],
  amounts: [],
  params: ({ means, strength }) => ({ amount: rounded(means * strength) }),
  sentence: ({ amount }) =>
    `Add a ${amount < 0.7 ? "faint " : amount > 1.3 ? "bright " : ""}rainbow to the sky, behind what stands before it.`,
  async apply(raster, { amount }, { signal }) {
    const { sky, seen } = await certainSky(raster, "a sky for the rainbow", signal);
    const light = rainbowLight(raster, sky.horizon, amount, signal);
    return screenLight(raster, maskLayer(light, await skyLayer(seen, sky, SMALL, signal)), signal);
  },
});
