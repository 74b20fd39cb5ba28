import { z } from "zod";
import { bokehLight } from "../../draw/bokeh";
import { screenLight } from "../../draw/light";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";

const LIGHTS = "lights/balls/circles/orbs/overlay/discs/bubbles";

/** Lights out of focus: translucent discs in warm colours, as of a town or a fairy-light chain far behind. */
export const bokehLights = defineOperation({
  name: "bokeh-lights",
  family: "weather",
  title: "bokeh lights",
  examples: ["add bokeh lights", "bokeh overlay", "add some fairy lights bokeh", "add a few bokeh circles"],
  schema: z.object({ amount: z.number().min(0.1).max(3) }),
  changes: ["content", "light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        `{give}? {more}? bokeh ${LIGHTS}`,
        `{give}? {more}? out focus lights`,
        `{give}? {more}? fairy/blurred/blurry/christmas/city lights bokeh`,
        `{give}? {more}? blurred/blurry fairy/city/christmas? lights`,
        `{give} {more}? light orbs/bokeh`,
        `{give} few? bokeh ${LIGHTS}`,
        `{give} few? light/glowing orbs`,
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(strength) }),
  sentence: ({ amount }) =>
    `Add ${amount < 0.7 ? "a few faint " : amount > 1.3 ? "many bright " : ""}bokeh lights: soft discs of warm light.`,
  apply: async (raster, { amount }, { signal }) =>
    screenLight(raster, await bokehLight(raster, amount, signal), signal),
});
