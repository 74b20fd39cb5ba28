import { z } from "zod";
import { howStrong, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { gaussianBlur } from "../../pixels/box-filter";
import { LUMA } from "../../pixels/colour-matrix";
import { inRows } from "../../pixels/in-slices";
import { dither } from "../../pixels/noise";
import { smallLayer } from "../../pixels/resize";
import { smoothstep } from "../../pixels/smoothstep";
import { layerRows } from "../../pixels/stretched-rows";

/** Standard deviations of the near and the far light, as shares of the shorter side. */
const NEAR = 0.012;
const FAR = 0.045;

/** How much of the bright light is added at the usual amount. */
const USUAL = 0.42;

/** Shorter side of the copy that is blurred, at most. */
const SMALL = 240;

const { more } = amountPhrases(["glow", "bloom"]);

/** Bright areas shed soft light on what is around them. */
export const glow = defineOperation({
  name: "glow",
  family: "focus",
  title: "glow",
  examples: ["add a glow", "make it glow a little", "soft glow", "give it a strong bloom effect"],
  schema: z.object({ amount: z.number().min(0.1).max(3) }),
  changes: ["light", "contrast"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        ...more,
        "{make}? glow/glowing/glowy {more}?",
        "{make} {more} glowing/glowy/glow",
        "{give}? {more}? soft/diffuse/diffused/ethereal/orton/angelic/hazy/light glow/bloom",
        "{give}? glow/bloom filter/light?",
        "{give}? orton",
        "{make} lights/highlights/light glow/bloom {more}?",
        "{give} glow/bloom lights/highlights",
        "glowing lights/highlights",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(strength) }),
  sentence: ({ amount }, _exact, of) => `Add a ${howStrong(amount) || "soft "}glow to the bright parts of ${of}.`,
  async apply(raster, { amount }, { signal }) {
    const { data, width, height, channels } = raster;
    const small = await smallLayer(raster, SMALL);
    const bright = { ...small, values: small.values.slice() };
    for (let at = 0; at < bright.values.length; at += 4) {
      const [red, green, blue] = [bright.values[at] ?? 0, bright.values[at + 1] ?? 0, bright.values[at + 2] ?? 0];
      const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
      const share = smoothstep(0.25, 0.95, light) * (bright.values[at + 3] ?? 0);
      bright.values[at] = red * share;
      bright.values[at + 1] = green * share;
      bright.values[at + 2] = blue * share;
    }
    const shorter = Math.min(small.width, small.height);
    const near = gaussianBlur(bright, NEAR * shorter);
    const far = gaussianBlur(bright, FAR * shorter);
    const rows = layerRows(
      { ...near, values: near.values.map((value, at) => (value + (far.values[at] ?? 0)) / 2) },
      width,
      height,
    );
    const gain = USUAL * amount;
    // Rounds and limits what is written to it.
    const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
    inRows(width, height, signal, (y) => {
      rows.moveTo(y);
      const { row } = rows;
      for (let x = 0, at = y * width * channels, from = 0; x < width; x++, at += channels, from += 4) {
        const noise = dither(x, y);
        levels[at] = lit(data[at] ?? 0, (row[from] ?? 0) * gain, noise);
        levels[at + 1] = lit(data[at + 1] ?? 0, (row[from + 1] ?? 0) * gain, noise);
        levels[at + 2] = lit(data[at + 2] ?? 0, (row[from + 2] ?? 0) * gain, noise);
      }
    });
    return raster;
  },
});

const lit = (level: number, light: number, noise: number): number =>
  255 - (255 - level) * (1 - (light > 1 ? 1 : light)) + noise * Math.min(1, light * 50);
