import { z } from "zod";
import { greyed, surroundings } from "../../draw/light";
import { fallingSnow, layWeather } from "../../draw/rain-and-snow";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";

const SNOW = "snow/snowfall/snowflakes/snowing/flurries";

/** Falling snow of several distances, the nearest flakes out of focus, and cooler, softer light. */
export const snow = defineOperation({
  name: "snow",
  family: "weather",
  title: "falling snow",
  examples: ["make it snow", "add snow", "add some falling snowflakes", "heavy snowfall"],
  schema: z.object({ amount: z.number().min(0.1).max(3) }),
  changes: ["content", "light", "colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        `{give}? {more}? falling? ${SNOW} falling? down? from? sky?`,
        "{make} snow/snowing/snowy {more}?",
        "{make} {more} snow/snowy",
        "{make} like? snowing",
        "{make} snowy day/weather/scene",
        "{give}? snowy weather/day/mood/atmosphere",
        "let snow",
        "snowy",
        "{give} snow overlay/flakes",
      ],
    },
    {
      means: 1.8,
      say: ["{give}? blizzard/snowstorm", "{make} blizzard/snowstorm", "{give} snow storm", "snow storm"],
    },
    { means: 0.5, say: [`{give}? light/soft/fine ${SNOW}`] },
  ],
  amounts: [],
  params: ({ means, strength }) => ({ amount: rounded(Math.min(3, means * strength)) }),
  sentence: ({ amount }) =>
    `Add ${amount < 0.7 ? "a little " : amount > 1.3 ? "heavy " : ""}falling snow, with soft and slightly cooler light.`,
  async apply(raster, { amount }, { signal }) {
    const { mean } = await surroundings(raster);
    const some = Math.min(2, amount);
    const air = greyed(mean, { saturation: 0.25, towards: 200, by: 0.6 });
    return layWeather(
      raster,
      {
        falling: fallingSnow(raster, amount, signal),
        colour: [248, 250, 255],
        veil: { colour: [air[0] * 0.97, air[1], Math.min(255, air[2] * 1.05)], top: 0.17 * some, bottom: 0.08 * some },
        saturation: 1 - 0.15 * some,
        light: 1,
      },
      signal,
    );
  },
});
