import { z } from "zod";
import { greyed, surroundings } from "../../draw/light";
import { fallingRain, layWeather } from "../../draw/rain-and-snow";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";

/** Rain of several distances, slanting a little, in a picture that is duller and hazier for it. */
export const rain = defineOperation({
  name: "rain",
  family: "weather",
  title: "rain",
  examples: ["add rain", "make it rain", "heavy rain", "add a light drizzle"],
  schema: z.object({ amount: z.number().min(0.1).max(3) }),
  changes: ["content", "light", "colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "{give}? {more}? rain falling? down?",
        "{give} falling/pouring rain",
        "{give} raindrops/rainfall/rainstorm/downpour/rain falling? from? sky?",
        "rainfall/rainstorm/raining",
        "{make} rain/raining/rainy/pour/pouring {more}?",
        "{make} {more} rain/rainy",
        "{make} like? raining/rainy",
        "{make} rainy day/weather/scene",
        "{give}? rainy weather/day/mood/atmosphere",
        "let rain",
        "rainy",
        "{make} wet rainy",
      ],
    },
    {
      means: 1.6,
      say: [
        "{give}? downpour",
        "{give}? pouring rain",
        "{give} torrential rain",
        "torrential rain",
        "{make} pour rain?",
      ],
    },
    { means: 0.5, say: ["{give}? light/fine/soft rain/drizzle", "{give}? drizzle", "{make} drizzle/drizzly"] },
  ],
  amounts: [],
  params: ({ means, strength }) => ({ amount: rounded(Math.min(3, means * strength)) }),
  sentence: ({ amount }) =>
    `Add ${amount < 0.7 ? "light " : amount > 1.3 ? "heavy " : ""}rain, with duller light and a little haze.`,
  async apply(raster, { amount }, { signal }) {
    const { mean, bright } = await surroundings(raster);
    const some = Math.min(2, amount);
    return layWeather(
      raster,
      {
        falling: fallingRain(raster, amount, signal),
        colour: greyed(bright, { saturation: 0.25, towards: 235, by: 0.6 }),
        veil: {
          colour: greyed(mean, { saturation: 0.3, towards: 165, by: 0.55 }),
          top: 0.16 * some,
          bottom: 0.06 * some,
        },
        saturation: 1 - 0.22 * some,
        light: 1 - 0.09 * some,
      },
      signal,
    );
  },
});
