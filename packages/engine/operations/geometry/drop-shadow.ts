import sharp from "sharp";
import { z } from "zod";
import { clamp, howStrong, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { inSlices } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { refuseTooLarge } from "../parameters";

/** Softness (standard deviation) of the usual shadow, as a share of the shorter side. */
const SOFTNESS = 0.018;

/** How far it falls, in softnesses, to the right and down. */
const ASIDE = 0.5;
const DOWN = 1.1;

/** Room around the picture, in softnesses: the shadow ends inside it. */
const ROOM = 3.6;

/** Darkness of the usual shadow, 0..1. */
const USUAL = 0.45;

/** The shadow is blurred on a copy on which its softness is so many pixels. */
const COARSE = 5;

/** A soft shadow behind the picture, or behind what is opaque of it, on transparent room around it. */
export const dropShadow = defineOperation({
  name: "drop-shadow",
  family: "geometry",
  title: "drop shadow",
  examples: ["add a drop shadow", "give it a soft shadow around it", "put a strong drop shadow behind it"],
  schema: z.object({ darkness: z.number().min(0.05).max(0.95) }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        "{give}? soft? drop/outer/box shadow behind/under/underneath/around/below?",
        "{give}? soft? dropshadow behind/under/underneath/around/below?",
        "{give} soft? shadow behind/under/underneath/around/below",
        "{make} drop/cast/throw soft? shadow",
        "drop/cast/throw soft? shadow",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ darkness: rounded(clamp(1 - (1 - USUAL) ** strength, 0.05, 0.95)) }),
  sentence: ({ darkness }) =>
    `Add a ${howStrong(Math.log(1 - darkness) / Math.log(1 - USUAL)) || "soft "}drop shadow behind the picture, on a transparent background.`,
  async apply(raster, { darkness }, { signal }) {
    const softness = Math.max(1, Math.min(raster.width, raster.height) * SOFTNESS);
    const room = Math.ceil(softness * ROOM);
    refuseTooLarge(raster.width + 2 * room, raster.height + 2 * room);
    const out = await throughSharp(raster, (image) =>
      image
        .ensureAlpha()
        .extend({ top: room, bottom: room, left: room, right: room, background: { r: 0, g: 0, b: 0, alpha: 0 } }),
    );
    const shadow = await shadowOf(out, softness);
    const { data, width } = out;
    const shift = Math.round(softness * DOWN) * width + Math.round(softness * ASIDE);
    inSlices(width * out.height, signal, (from, to) => {
      for (let pixel = from; pixel < to; pixel++) {
        const at = pixel * 4;
        const alpha = data[at + 3] ?? 0;
        const dark = alpha === 255 ? 0 : (shadow[pixel - shift] ?? 0) * darkness * (1 - alpha / 255);
        if (dark === 0) continue;
        // The picture over black.
        const whole = alpha + dark;
        for (let channel = at; channel < at + 3; channel++) {
          data[channel] = Math.round(((data[channel] ?? 0) * alpha) / whole);
        }
        data[at + 3] = Math.round(whole);
      }
    });
    return out;
  },
});

/** The alpha, blurred: 0..255. */
async function shadowOf({ data, width, height }: Raster, softness: number): Promise<Buffer> {
  const shrink = Math.max(1, softness / COARSE);
  const small = await sharp(data, { raw: { width, height, channels: 4 } })
    .extractChannel(3)
    .resize(Math.max(1, Math.round(width / shrink)), Math.max(1, Math.round(height / shrink)), { fit: "fill" })
    .blur({ sigma: Math.max(0.3, softness / shrink), precision: "float" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(small.data, { raw: { width: small.info.width, height: small.info.height, channels: 1 } })
    .resize(width, height, { fit: "fill", kernel: "cubic" })
    .extractChannel(0)
    .raw()
    .toBuffer();
}
