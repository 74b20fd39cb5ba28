import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { keepAlpha, throughSharp } from "../../pixels/resize";

const { more } = amountPhrases(["sharpness", "sharpening", "crispness", "definition", "detail", "details"]);

const LEAST = 0.1;
const MOST = 5;

/** How many per cent the usual amount counts as. */
const USUAL_PERCENT = 50;

/** Unsharp masking of the light; flat areas get less of it than edges. */
export const sharpen = defineOperation({
  name: "sharpen",
  family: "focus",
  title: "sharpen",
  examples: ["sharpen it", "make it a bit sharper", "it's blurry", "more sharpness"],
  schema: z.object({ amount: z.number().min(LEAST).max(MOST) }),
  changes: ["sharpness"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "{make}? sharper/crisper/clearer quality/version",
        ...more,
        "sharpen/sharpening up?",
        "sharpen details/detail/edges up?",
        "{make} sharper/sharp/crisp/crisper/clearer",
        "sharper/crisper details/detail/edges?",
        "{make}? {more} sharp/crisp/detailed/defined",
        "{make}? {less} blurry/blurred/soft/fuzzy",
        "{less} blur",
        "remove/fix/lose/eliminate blur/blurriness",
        "get rid blur/blurriness",
        "blurry/blurred/fuzzy",
        "too soft/blurry/blurred/fuzzy",
        "not sharp enough",
        "unblur/deblur",
        "not focus",
        "out focus",
      ],
    },
  ],
  amounts: ["percent"],
  params({ strength, amount: said }) {
    const amount = rounded(said === null ? strength : said.value / USUAL_PERCENT);
    return amount >= LEAST && amount <= MOST ? { amount } : null;
  },
  sentence: ({ amount }, exact, of) =>
    exact ? `Sharpen ${of} by ${Math.round(amount * USUAL_PERCENT)} %.` : `Sharpen ${of}${howMuch(amount)}.`,
  async apply(raster, { amount }, { signal }) {
    const sigma = clamp(Math.min(raster.width, raster.height) / 1000, 1, 2.5);
    const sharp = await throughSharp(raster, (image) =>
      image.sharpen({ sigma, x1: 0.6, m1: 0.15 * amount, m2: 1.2 * amount, y2: 14, y3: 24 }),
    );
    return keepAlpha(sharp, raster, signal);
  },
});
