import { z } from "zod";
import { howStrong, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { addGrain } from "../../pixels/grain";

const { more } = amountPhrases(["grain", "noise", "graininess"]);

/** The grain of film: finer than any detail, strongest in the middle tones, none in pure black and white. */
export const grain = defineOperation({
  name: "grain",
  family: "focus",
  title: "film grain",
  examples: ["add film grain", "make it grainy", "a bit of grain", "add some noise"],
  schema: z.object({ amount: z.number().min(0.1).max(3) }),
  changes: ["sharpness"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        ...more,
        "{give}? {more}? film/analog/analogue/cinematic/vintage/retro/35mm/iso/photographic/fine/coarse grain/noise",
        "{give}? grain",
        "{give}? {more}? grain like film",
        "{give} noise/grain filter/texture/overlay?",
        "{make} {more}? grainy/grainier/noisy/noisier",
        "{give} grainy texture/film/filter/overlay/style/look?",
        "{more} grainy/noisy",
        "grainier/noisier",
        "grain texture/overlay/filter",
        "grainy film/texture/style/filter",
        "not grainy enough",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(strength) }),
  sentence: ({ amount }, _exact, of) => `Add ${howStrong(amount)}film grain to ${of}.`,
  apply: (raster, { amount }, { signal }) => addGrain(raster, amount, signal),
});
