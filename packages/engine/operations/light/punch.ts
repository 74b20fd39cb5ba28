import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyLut, saturationLut } from "../../pixels/colour-lut";
import { applyCurve } from "../../pixels/tone-curve";
import { contrastCurve } from "./contrast";

const USUAL = 0.25;

/** More contrast and stronger colours together: what people mean by "make it pop" and miss in a washed-out picture. */
export const punch = defineOperation({
  name: "punch",
  family: "light",
  title: "more punch",
  examples: ["make it pop", "it looks washed out", "the photo is a bit dull"],
  schema: z.object({ amount: z.number().min(0.02).max(1), middle: z.number().min(0.2).max(0.8) }),
  changes: ["contrast", "colour", "light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "{make} pop {more}?",
        "{make} {more} pop",
        "{make}? {more} punch/pop/impact/oomph/life/zing/energy/wow",
        "{give} {more}? punch/pop/impact/oomph/life/zing/energy/wow",
        "{make}? {more}? punchy",
        "punchy",
        "colours? washed out by? flash/sun/haze?",
        "colours flat/lifeless/dull/drab/bland/boring",
        "{make}? {less} washed out",
        "too washed out",
        "dull/bland/lifeless/drab",
        "too dull/bland/lifeless/drab",
        "{make}? {less} dull/bland/drab",
        "{lack} punch/pop/impact",
        "{make} stand out {more}?",
        "liven/jazz/spice/perk/spruce up?",
        "{make}? {more} cheerful/happy/joyful mood/feeling/atmosphere?",
        "{give}? happier/joyful/cheerful mood/atmosphere?",
        "{make} happier/cheerful",
        "{more} striking",
        "{make} {more} striking",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(Math.min(1, USUAL * strength)), middle: 0.5 }),
  adapt: ({ amount }, { meanLight }) => ({ amount, middle: rounded(clamp(meanLight / 255, 0.35, 0.65)) }),
  sentence: ({ amount }, _exact, of) => `Increase contrast and colour of ${of}${howMuch(amount / USUAL)}.`,
  async apply(raster, { amount, middle }, { signal }) {
    const steep = applyCurve(raster, contrastCurve(1 + amount, middle), signal);
    return applyLut(steep, saturationLut(1 + amount), signal);
  },
});
