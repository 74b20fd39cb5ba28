import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyLut, oklabLut } from "../../pixels/colour-lut";

/** What "shift the hue" means without a figure, in degrees. */
const USUAL = 40;

/** All hues turned around the circle of colours by the same angle; lightness and greys stay. */
export const hueShift = defineOperation({
  name: "hue-shift",
  family: "colour",
  title: "hue shift",
  examples: ["shift the hue by 30 degrees", "rotate the hues by 90°", "hue -45", "shift the colours slightly"],
  schema: z.object({ degrees: z.number().min(-360).max(360), said: z.boolean() }),
  changes: ["colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "shift/rotate/change/adjust/move/spin/turn/cycle all? hue/hues {degrees}?",
        "shift/rotate/spin/cycle colour/colours {degrees}?",
        "turn/change/move colours/colour {degrees}",
        "{give}? hue shift/rotation {degrees}?",
        "{make}? hue {degrees}",
        "{give}? {degrees} hue shift/rotation",
        "colour shift {degrees}",
      ],
    },
  ],
  amounts: [],
  params({ strength, slots: { degrees } }) {
    if (degrees === undefined) return { degrees: rounded(USUAL * strength), said: false };
    return Math.abs(degrees) > 360 || degrees % 360 === 0 ? null : { degrees: rounded(degrees), said: true };
  },
  sentence({ degrees, said }, _exact, of) {
    if (said) return `Shift the hues of ${of} by ${degrees} degrees.`;
    return `Shift the hues of ${of}${howMuch(Math.abs(degrees) / USUAL)}.`;
  },
  apply(raster, { degrees }, { signal }) {
    const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const lut = oklabLut((lightness, a, b) => [lightness, a * cosine - b * sine, a * sine + b * cosine]);
    return applyLut(raster, lut, signal);
  },
});
