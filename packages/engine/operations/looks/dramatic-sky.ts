import { z } from "zod";
import { EngineError } from "../../errors";
import { moreOrLess, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { deepenSky } from "../../regions/sky/deepen-sky";
import { SURE, findSky } from "../../regions/sky/find-sky";

const SKY = "sky/skies/clouds/heavens";

/**
 * A darker, deeper sky with stronger clouds; what is not sky stays as it is. Fails with
 * `NOTHING_CHANGED` when no sky is found, rather than treating something else as one.
 */
export const dramaticSky = defineOperation({
  name: "dramatic-sky",
  family: "looks",
  title: "a more dramatic sky",
  examples: ["make the sky more dramatic", "dramatic sky", "add a bit of drama to the clouds"],
  schema: z.object({ amount: z.number().min(0.1).max(2) }),
  changes: ["light", "contrast", "colour"],
  regional: false,
  phrases: [
    {
      means: 1,
      say: [
        `{make} ${SKY} {more}? dramatic/dramatically/moody/moodier/stormier/stormy`,
        `{make} ${SKY} {more} drama`,
        `{make} {more}? dramatic/moody ${SKY}`,
        `{give} ${SKY} {more}? drama/mood`,
        `{give}? {more} dramatic/moody ${SKY}`,
        `{give}? {more}? drama/mood ${SKY}`,
        `dramatic/moody ${SKY}`,
        `${SKY} {more} dramatic/moody`,
        `${SKY} dramatic`,
        `{give} dramatic/moody ${SKY}`,
        `dramatise/dramatize ${SKY}`,
        `${SKY} not dramatic enough`,
        `${SKY} {lack} drama`,
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(Math.min(2, strength)) }),
  sentence: ({ amount }) =>
    `Make the sky${moreOrLess(amount, "more dramatic")}: darker towards the top, with stronger clouds.`,
  async apply(raster, { amount }, { signal }) {
    const sky = await findSky(raster);
    if (sky.confidence < SURE) {
      throw new EngineError("NOTHING_CHANGED", {
        detail: "No sky was found in this picture with enough certainty, so nothing was changed. It cost nothing.",
      });
    }
    return deepenSky(raster, sky, amount, signal);
  },
});
