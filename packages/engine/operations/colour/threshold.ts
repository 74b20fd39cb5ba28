import { z } from "zod";
import { clamp, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { LUMA } from "../../pixels/colour-matrix";
import { dividingLevel, histogramOf } from "../../pixels/histogram";
import { inSlices } from "../../pixels/in-slices";

/** Levels on each side of the threshold over which black turns to white, so that edges are not jagged. */
const SOFT = 3;

const NO_GREYS = "no/without/not/zero any? greys/grey/shades/halftones/midtones/between";
const PURE = "pure/strictly/stark/hard/strict/true";

/** Every pixel either black or white; where the line is drawn follows the picture unless it was said. */
export const threshold = defineOperation({
  name: "threshold",
  family: "colour",
  title: "threshold (black or white, no greys)",
  examples: [
    "pure black and white, no greys",
    "apply a threshold",
    "threshold at 40%",
    "black and white without greys",
  ],
  schema: z.object({ level: z.number().min(0.02).max(0.98), said: z.boolean() }),
  changes: ["colour", "light", "contrast"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "threshold/thresholding",
        "{give} threshold/thresholding filter?",
        `{make}? ${PURE}? black and white ,/and/but? ${NO_GREYS}`,
        `{make}? only? ${PURE}? bw/monochrome ,? ${NO_GREYS}`,
        `{make}? ${PURE} black and white`,
        "{make}? only black and white pixels ,? no? greys?",
        `only ${PURE}? black and ${PURE}? white`,
        "{make} either black or white",
        "{make}? bitonal/bilevel",
        "binarise/binarize",
      ],
    },
  ],
  amounts: ["percent"],
  params({ strength, amount }) {
    if (strength < 1) return null;
    if (amount === null) return { level: 0.5, said: false };
    return amount.value < 2 || amount.value > 98 ? null : { level: rounded(amount.value / 100), said: true };
  },
  sentence: ({ level, said }, _exact, of) =>
    `Turn every point of ${of} black or white${said ? `, with the line at ${Math.round(level * 100)} % light` : ""}.`,
  async apply(raster, { level, said }, { signal }) {
    const line = said ? level * 255 : dividingLevel(await histogramOf(raster));
    const table = Uint8Array.from({ length: 256 }, (_, luma) =>
      clamp(Math.round(((luma - line) / SOFT + 1) * 127.5), 0, 255),
    );
    const { data, channels } = raster;
    inSlices(raster.width * raster.height, signal, (from, to) => {
      for (let at = from * channels; at < to * channels; at += channels) {
        const luma = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
        const tone = table[Math.trunc(luma + 0.5)] ?? 0;
        data[at] = tone;
        data[at + 1] = tone;
        data[at + 2] = tone;
      }
    });
    return raster;
  },
});
