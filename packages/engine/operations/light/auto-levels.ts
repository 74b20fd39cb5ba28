import { z } from "zod";
import { EngineError } from "../../errors";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { improve } from "../improve";

const WHAT = "exposure/lighting/levels/level/tones/luminosity";

/** Sets black, white and the middle by what tones the picture has, and by its faces; lifts what is lit from behind. */
export const autoLevels = defineOperation({
  name: "auto-levels",
  family: "light",
  title: "automatic exposure and levels",
  examples: ["fix the exposure", "auto enhance the light", "auto levels", "correct the lighting"],
  schema: z.object({ share: z.number().min(0.1).max(1) }),
  changes: ["light", "contrast"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        `auto/automatic/automatically ${WHAT}/contrast/brightness/light/tone fix/correction/adjustment?`,
        "autolevels/autocontrast/autoexposure",
        `{give}? auto/automatic ${WHAT}/contrast/brightness/light/tone`,
        `auto/automatically enhance/fix/correct/adjust/balance/optimise/optimize/improve ${WHAT}/light/brightness/contrast`,
        `fix/correct/adjust/balance/rebalance/optimise/optimize/repair/perfect/normalise/normalize/equalise/equalize/sort out? ${WHAT}/light/brightness/contrast/histogram automatically?`,
        `improve/enhance lighting/levels/tones/luminosity automatically?`,
        `even/balance out? ${WHAT}/light out?`,
        "stretch histogram/levels/tones/contrast",
        `${WHAT} wrong/bad/off/poor/terrible/unbalanced`,
        "badly/poorly/wrongly exposed/lit",
        "backlit/backlighted/contrejour",
        "back lit/lighted",
        "{make}? {less} backlit",
        "fix/correct/repair/reduce/remove backlight/backlighting/backlit",
        "lit/light/taken/shot from behind",
        "was? taken/shot? against light/sun/window",
        `{make} ${WHAT}/light right/correct/better/good/perfect/balanced`,
        "{give}? better/correct/good/perfect/balanced/proper exposure/lighting/levels",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ share: rounded(Math.min(1, strength)) }),
  sentence: ({ share }, _exact, of) => `Automatically balance the exposure of ${of}${howMuch(share)}.`,
  async apply(raster, { share }, work) {
    const improved = await improve(raster, { share, colours: false }, work);
    if (improved !== null) return improved;
    throw new EngineError("NOTHING_CHANGED", {
      detail: "The light of this picture is already balanced, so nothing was changed. It cost nothing.",
    });
  },
});
