import { z } from "zod";
import { clamp, howStrong, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyLut, vividLut } from "../../pixels/colour-lut";
import { applyLocalTone } from "../../pixels/local-tone";
import { shiftDarkEnd } from "../../pixels/tone-curve";

/** How far the usual look opens the dark end, tames the light end and raises structure. */
const OPEN = 1.1;
const TAME = 0.8;
const STRUCTURE = 0.7;

/** By what the usual look strengthens colours, as a share of their strength. */
const COLOUR = 0.18;

/** Surroundings as a share of the shorter side. */
const RADIUS = 1 / 12;

/** Tone mapping: dark and light areas come closer to each other while what is in them stands out more. */
export const hdr = defineOperation({
  name: "hdr",
  family: "light",
  title: "HDR look",
  examples: ["make it HDR", "give it a subtle HDR look", "tone map it", "more dynamic range"],
  schema: z.object({ amount: z.number().min(0.1).max(2) }),
  changes: ["light", "contrast", "colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "{make}? hdr look/style/toning/tone/processing/picture?",
        "{give} hdr look/style/toning/tone/processing?",
        "{make}? {more} hdr",
        "tone map/mapped/mapping",
        "{give} tone mapping",
        "tonemap/tonemapped/tonemapping",
        "{make}? high/higher/wide/wider dynamic range",
        "{give}? {more} dynamic range",
        "{give} high/higher/wide/wider dynamic range",
        "expand/extend/widen dynamic range",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(Math.min(2, strength)) }),
  sentence: ({ amount }, _exact, of) =>
    `Give ${of} ${howStrong(amount) === "" ? "an" : "a"} ${howStrong(amount)}HDR look: open shadows, tame highlights, clear structure.`,
  async apply(raster, { amount }, work) {
    const toned = await applyLocalTone(
      raster,
      { radius: RADIUS, tone: (around, own) => mapped(around, own, amount) },
      work,
    );
    return applyLut(toned, vividLut(COLOUR * amount), work.signal);
  },
});

function mapped(around: number, own: number, amount: number): number {
  const opened = shiftDarkEnd(around, OPEN * amount);
  const base = 1 - shiftDarkEnd(1 - opened, TAME * amount);
  // Structure keeps its proportion to what it lies in, and gains.
  const structure = own - around;
  const scale = around === 0 ? 1 : clamp(base / around, 0.5, 2.5);
  return base + structure * scale * (1 + STRUCTURE * amount * (1 - (2 * base - 1) ** 4));
}
