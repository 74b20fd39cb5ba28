import { z } from "zod";
import { EngineError } from "../../errors";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyLut, colourLut } from "../../pixels/colour-lut";
import { balanced } from "../../pixels/neutral-gains";
import { litFaces } from "../../regions/people/face-light";
import { castGains } from "../improve";

/** How much of the cast is taken usually: an estimate may be wrong, and evening light should not turn to noon. */
const USUAL = 0.95;

/** Gains nearer to 1 than this mean that there is no cast that anybody sees. */
const NO_CAST = 0.012;

const BALANCE = "balance/balanced";

/** A cast of colour taken out, judged by what should be grey. */
export const whiteBalance = defineOperation({
  name: "white-balance",
  family: "colour",
  title: "automatic white balance",
  examples: ["fix the white balance", "remove the colour cast", "auto white balance", "neutralise the colours"],
  schema: z.object({ share: z.number().min(0.1).max(1) }),
  changes: ["colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        `fix/correct/adjust/repair/balance/improve/optimise/optimize/sort white/colour ${BALANCE} out? automatically?`,
        `fix/correct/neutralise/neutralize/balance/rebalance colours`,
        `auto/automatic/automatically? fix/correct/adjust? white/colour ${BALANCE} correction?`,
        `{give}? auto/automatic/correct/proper/better/neutral/good white/colour balance`,
        "remove/fix/correct/reduce/neutralise/neutralize/eliminate/cancel/lose/drop colour cast/casts/tinge",
        "{turn} away/out colour cast/casts",
        "get rid colour cast/casts",
        "has/have colour cast/tinge",
        "white/colour balance off/wrong/bad/poor",
        "colours off/wrong",
        "{make} colours neutral/natural/correct/right/accurate/true",
        "{make}? neutral/natural/accurate/true/correct colours",
        "{make}? whites white",
        "{make}? neutral whites",
        "fix/correct/adjust tint",
        "{make} white/whites/greys neutral",
        "colour correct/correction",
        "grey world/balance",
        "neutralise/neutralize",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ share: rounded(Math.min(1, USUAL * strength)) }),
  sentence: ({ share }, _exact, of) =>
    `Take the colour cast out of ${of}${howMuch(share / USUAL)}, so that greys are grey.`,
  async apply(raster, { share }, work) {
    const gains = await castGains(raster, await litFaces(raster, work), () => share);
    if (gains.every((gain) => Math.abs(gain - 1) < NO_CAST)) {
      throw new EngineError("NOTHING_CHANGED", {
        detail:
          "No colour cast was found for certain in this picture, so nothing was changed. It cost nothing. You can name the colour that there is too much of, as in “less yellow”.",
      });
    }
    return applyLut(
      raster,
      colourLut((red, green, blue) => balanced([red, green, blue], gains)),
      work.signal,
    );
  },
});
