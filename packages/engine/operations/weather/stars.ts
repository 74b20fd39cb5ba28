import { z } from "zod";
import { addStars, seenShare } from "../../draw/stars";
import { EngineError } from "../../errors";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { darkSky } from "../../regions/sky/dark-sky";

/** Share of the picture that must be dark enough for stars. */
const LEAST = 0.01;

/** Share of the picture that stars of the usual amount must make noticeably lighter. */
const LEAST_SEEN = 0.0005;

const SKY = "in/on/across/over? sky/night/heavens/background? sky?";

/** Stars of many sizes in the sky, where it is dark enough for them. */
export const stars = defineOperation({
  name: "stars",
  family: "weather",
  title: "stars",
  examples: ["add stars to the sky", "add stars", "make it a starry night sky", "fill the sky with lots of stars"],
  schema: z.object({ amount: z.number().min(0.1).max(3) }),
  changes: ["content"],
  regional: false,
  phrases: [
    {
      means: 1,
      say: [
        `{give}? {more}? twinkling/shining/bright/glowing? stars ${SKY}`,
        `{give}? starry/starlit night? sky/night/heavens?`,
        "{make} sky/night {more}? starry/starlit",
        "{make} starry night? sky?",
        "{give}? star filled/studded/spangled night? sky",
        "{give} starfield",
        "starfield",
        "fill sky with {more}? stars",
        "sky full stars",
        "{make} sky full stars",
        `{give} sky {more}? stars`,
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(strength) }),
  sentence: ({ amount }) => `Add ${amount < 0.7 ? "a few " : amount > 1.3 ? "many " : ""}stars where the sky is dark.`,
  async apply(raster, { amount }, { signal }) {
    const room = await darkSky(raster, signal);
    const open = room.values.reduce((sum, share) => sum + share, 0) / room.values.length;
    if (open < LEAST) throw tooBright();
    const before = { ...raster, data: Buffer.from(raster.data) };
    const starry = addStars(raster, room, amount, signal);
    if (seenShare(before, starry, signal) < LEAST_SEEN * Math.min(1, amount)) throw tooBright();
    return starry;
  },
});

const tooBright = (): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail:
      "There is no sky in this picture that is dark enough for stars to be seen, so nothing was changed. It cost nothing.",
  });
