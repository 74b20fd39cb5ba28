import { z } from "zod";
import { EngineError } from "../../errors";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { improve } from "../improve";

const LOOK = "look/appearance/quality";

/** Light, colours and contrast, as the picture needs them. */
export const enhance = defineOperation({
  name: "enhance",
  family: "light",
  title: "automatic enhancement",
  examples: ["enhance this photo", "make it look better", "auto fix", "improve the quality a bit"],
  schema: z.object({ share: z.number().min(0.1).max(1) }),
  changes: ["light", "contrast", "colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "auto/automatic/auto-magic enhance/enhancement/improve/improvement/fix/correction/correct/adjust/adjustment/tune/retouch/edit",
        "{give} auto/automatic enhancement/improvement/fix/correction/adjustment",
        "autoenhance/autofix/autocorrect/autotune",
        "auto",
        `enhance/improve/polish ${LOOK}? automatically?`,
        "fix/correct/adjust/optimise/optimize/balance automatically",
        "auto/automatically fix/correct/adjust/balance/optimise/optimize",
        "fix/enhance/improve/correct/adjust everything/all",
        "{make} better/nicer/good/great/beautiful/best",
        "better/best quality/version",
        "{more} quality",
        `{give}? better/nicer ${LOOK}`,
        "beautify/optimise/optimize",
        "{make} {more}? professional/premium/expensive/polished/amazing/stunning/awesome/aesthetic/classy/perfect",
        "{make} insta/instagram/social/post/print ready/worthy",
        "{make} instagrammable",
        "do thing/magic",
        "work magic",
        "fix up",
        "touch up",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ share: rounded(Math.min(1, strength)) }),
  sentence: ({ share }, _exact, of) => `Balance the light, the contrast and the colours of ${of}${howMuch(share)}.`,
  async apply(raster, { share }, work) {
    const improved = await improve(raster, { share, colours: true }, work);
    if (improved !== null) return improved;
    throw new EngineError("NOTHING_CHANGED", {
      detail:
        "Light, contrast and colours of this picture are balanced already, so nothing was changed. It cost nothing. Say what should be different, such as brighter, warmer or sharper.",
    });
  },
});
