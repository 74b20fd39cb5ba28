import { z } from "zod";
import { howStrong, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { gaussianBlur } from "../../pixels/box-filter";
import { inRows } from "../../pixels/in-slices";
import { dither } from "../../pixels/noise";
import { smallLayer } from "../../pixels/resize";
import { layerRows } from "../../pixels/stretched-rows";

/** Standard deviation of the soft picture, as a share of the shorter side. */
const SHARE = 0.013;

/** Share of the soft picture at the usual amount. */
const USUAL = 0.5;

/** Shorter side of the copy that is blurred, at most. */
const SMALL = 280;

/** A soft picture laid over the sharp one: skin and light flow, outlines stay, as with a soft-focus lens. */
export const softFocus = defineOperation({
  name: "soft-focus",
  family: "focus",
  title: "soft focus",
  examples: ["soft focus", "add a soft focus effect", "slight soft-focus look"],
  schema: z.object({ amount: z.number().min(0.05).max(1) }),
  changes: ["sharpness", "contrast"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "{give}? {more}? soft/softer focus lens/filter/style?",
        "{give}? softfocus filter?",
        "{make} soft focused/focus",
        "{give} diffusion/mist filter",
        "{give} {more}? diffusion filter?",
        "soften focus",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(Math.min(0.95, USUAL * strength)) }),
  sentence: ({ amount }, _exact, of) => `Give ${of} a ${howStrong(amount / USUAL)}soft focus.`,
  async apply(raster, { amount }, { signal }) {
    const { data, width, height, channels } = raster;
    const small = await smallLayer(raster, SMALL);
    const soft = layerRows(gaussianBlur(small, SHARE * Math.min(small.width, small.height)), width, height);
    // Rounds and limits what is written to it.
    const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
    inRows(width, height, signal, (y) => {
      soft.moveTo(y);
      const { row } = soft;
      for (let x = 0, at = y * width * channels, from = 0; x < width; x++, at += channels, from += 4) {
        const noise = dither(x, y);
        levels[at] = softened((data[at] ?? 0) / 255, row[from] ?? 0, amount) * 255 + noise;
        levels[at + 1] = softened((data[at + 1] ?? 0) / 255, row[from + 1] ?? 0, amount) * 255 + noise;
        levels[at + 2] = softened((data[at + 2] ?? 0) / 255, row[from + 2] ?? 0, amount) * 255 + noise;
      }
    });
    return raster;
  },
});

function softened(sharp: number, blurred: number, amount: number): number {
  // Half way to a screen of both: light flows into the dark more than the other way.
  const lit = 1 - (1 - sharp) * (1 - blurred * 0.35);
  return sharp + (blurred * 0.7 + lit * 0.3 - sharp) * amount;
}
