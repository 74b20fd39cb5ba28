import { z } from "zod";
import { EngineError } from "../../errors";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { histogramOf } from "../../pixels/histogram";
import { applyCurve, balancedCurve } from "../../pixels/tone-curve";

const WHAT = "exposure/lighting/levels/level/tones/luminosity";

/** Largest change of any level that still counts as none, 0..1. */
const NONE = 1.5 / 255;

/** Sets black, white and the middle by what tones the picture has. */
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
        "auto/automatic enhance/enhancement/improve/fix/correction/adjust/tune",
        "autoenhance/autofix/autocorrect",
        "enhance/improve quality?",
        "{make} better/nicer/good",
        "better quality",
        `{give}? auto/automatic ${WHAT}/contrast/brightness/light/tone`,
        `auto/automatically enhance/fix/correct/adjust/balance/optimise/optimize/improve ${WHAT}/light/brightness/contrast`,
        `auto/automatically fix/correct/adjust/balance/optimise/optimize`,
        `fix/correct/adjust/balance/rebalance/optimise/optimize/repair/perfect/normalise/normalize/equalise/equalize/sort out? ${WHAT}/light/brightness/contrast/histogram automatically?`,
        `improve/enhance lighting/levels/tones/luminosity automatically?`,
        "stretch histogram/levels/tones/contrast",
        `${WHAT} wrong/bad/off/poor/terrible/unbalanced`,
        "badly/poorly/wrongly exposed/lit",
        `{make} ${WHAT}/light right/correct/better/good/perfect/balanced`,
        "{give}? better/correct/good/perfect/balanced/proper exposure/lighting/levels",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ share: rounded(Math.min(1, strength)) }),
  sentence: ({ share }, _exact, of) => `Automatically balance the exposure of ${of}${howMuch(share)}.`,
  async apply(raster, { share }, { signal }) {
    const balanced = balancedCurve(await histogramOf(raster));
    const curve = (level: number): number => level + (balanced(level) - level) * share;
    const change = Math.max(...Array.from({ length: 256 }, (_, level) => Math.abs(curve(level / 255) - level / 255)));
    if (change < NONE) {
      throw new EngineError("NOTHING_CHANGED", {
        detail: "The light of this picture is already balanced, so nothing was changed. It cost nothing.",
      });
    }
    return applyCurve(raster, curve, signal);
  },
});
