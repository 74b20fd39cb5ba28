import { z } from "zod";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { gaussianBlur } from "../../pixels/box-filter";
import { LUMA } from "../../pixels/colour-matrix";
import { inRows } from "../../pixels/in-slices";
import { dither } from "../../pixels/noise";
import type { Raster } from "../../pixels/raster";
import { smallLayer } from "../../pixels/resize";
import { smoothstep } from "../../pixels/smoothstep";
import { layerRows } from "../../pixels/stretched-rows";

/** Standard deviation of the strongest usual blur, as a share of the shorter side. */
const USUAL_SHARE = 0.012;

/** Half the height of the sharp band, and over how much it passes into the full blur, as shares of the height. */
const BAND = 0.08;
const PASSAGE = 0.34;

/** Painted models are more colourful than the world: saturation at the usual amount. */
const COLOUR = 0.28;

/** Shorter side of the copy that is blurred, at most. */
const SMALL = 320;

const MIDDLE = { top: 0.25, centre: 0.52, bottom: 0.75 } as const;

/** A sharp band across a picture that blurs above and below it, with the colours of a painted model. */
export const tiltShift = defineOperation({
  name: "tilt-shift",
  family: "focus",
  title: "tilt-shift, as of a miniature",
  examples: [
    "add a tilt-shift effect",
    "tilt shift",
    "make it look like a miniature",
    "subtle tilt shift at the bottom",
  ],
  schema: z.object({ amount: z.number().min(0.1).max(3), at: z.enum(["top", "centre", "bottom"]) }),
  changes: ["sharpness", "colour"],
  regional: false,
  phrases: [
    {
      means: 1,
      say: [
        "{give}? {more}? tilt shift/shifted blur/filter/lens/style? {place}? half/part/third?",
        "{make} tilt shifted/shift",
        "{give}? {more}? tiltshift blur/filter/lens/style? {place}?",
        "{make} like? miniature/miniatures model/scene/town/world?",
        "{make} like? toy/model town/village/city/world/scene",
        "{give} miniature/toy filter/look/style?",
        "{give} diorama filter/look/style?",
        "{make} like? diorama",
        "miniature",
      ],
    },
  ],
  amounts: [],
  params({ strength, slots: { place = "centre" } }) {
    const at = place === "top" || place === "bottom" || place === "centre" ? place : null;
    return at === null ? null : { amount: rounded(strength), at };
  },
  sentence: ({ amount, at }) =>
    `Add a${amount < 0.7 ? " subtle" : amount > 1.3 ? " strong" : ""} tilt-shift effect: a sharp band ${
      at === "centre" ? "across the middle" : `near the ${at}`
    }, blurred above and below it, in stronger colours.`,
  async apply(raster, { amount, at }, { signal }) {
    const { width, height } = raster;
    const small = await smallLayer(raster, SMALL);
    const sigma = USUAL_SHARE * amount * Math.min(small.width, small.height);
    // Three levels, so that the passage between them is a blur that grows and no double picture.
    const levels = [0.3, 0.6, 1].map((share) => layerRows(gaussianBlur(small, sigma * share), width, height));
    inRows(width, height, signal, (y) => {
      const apart = Math.abs((y + 0.5) / height - MIDDLE[at]);
      paintRow(
        raster,
        y,
        levels,
        smoothstep(BAND, BAND + PASSAGE, apart) * levels.length,
        1 + COLOUR * Math.min(1.5, amount),
      );
    });
    return raster;
  },
});

/** Blurs row `y` by `depth` (0: not, 1: as the first level, …) and strengthens its colours. */
function paintRow(
  raster: Raster,
  y: number,
  levels: ReturnType<typeof layerRows>[],
  depth: number,
  colour: number,
): void {
  const { data, width, channels } = raster;
  const upper = Math.min(levels.length, Math.ceil(depth));
  const next = levels[upper - 1] ?? null;
  const before = levels[upper - 2] ?? null;
  // Rounds and limits what is written to it.
  const out = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  const start = y * width * channels;
  if (next === null) {
    for (let x = 0, at = start; x < width; x++, at += channels) {
      const red = data[at] ?? 0;
      const green = data[at + 1] ?? 0;
      const blue = data[at + 2] ?? 0;
      const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
      out[at] = light + (red - light) * colour;
      out[at + 1] = light + (green - light) * colour;
      out[at + 2] = light + (blue - light) * colour;
    }
    return;
  }
  next.moveTo(y);
  before?.moveTo(y);
  const part = depth - (upper - 1);
  const fromSharp = before === null ? 1 - part : 0;
  const fromBefore = before === null ? 0 : (1 - part) * 255;
  const fromNext = part * 255;
  const far = next.row;
  const near = before?.row ?? far;
  for (let x = 0, at = start, from = 0; x < width; x++, at += channels, from += 4) {
    const red = (data[at] ?? 0) * fromSharp + (near[from] ?? 0) * fromBefore + (far[from] ?? 0) * fromNext;
    const green =
      (data[at + 1] ?? 0) * fromSharp + (near[from + 1] ?? 0) * fromBefore + (far[from + 1] ?? 0) * fromNext;
    const blue = (data[at + 2] ?? 0) * fromSharp + (near[from + 2] ?? 0) * fromBefore + (far[from + 2] ?? 0) * fromNext;
    const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
    const noise = dither(x, y);
    out[at] = light + (red - light) * colour + noise;
    out[at + 1] = light + (green - light) * colour + noise;
    out[at + 2] = light + (blue - light) * colour + noise;
  }
}
