import { z } from "zod";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { keepAlpha, throughSharp } from "../../pixels/resize";
import { refuseTooLarge } from "../parameters";

const UPSCALE = "upscale/enlarge/upsample/upscaling/upscaled/enlarged/magnify";
const SIZE = "size/resolution/dimensions";

/** Factor when none was said. */
const USUAL = 2;
const MOST = 8;

/**
 * Sharpening before enlargement, as a standard deviation in pixels: what is enlarged smoothly afterwards has
 * no finer structure, so it looks as if sharpened afterwards, and there are `factor` squared times fewer pixels.
 */
const SHARPENED = 0.5;

/** Amounts of sharpening in flat and in jagged areas: little, so that noise and edges get no seams. */
const FLAT = 0.3;
const JAGGED = 1.2;

/** More pixels by good resampling and a little sharpening. It invents no detail, and says so. */
export const enlarge = defineOperation({
  name: "enlarge",
  family: "geometry",
  title: "enlarge",
  examples: ["enlarge it 2x", "upscale the picture", "make it twice as large", "upscale by 4x"],
  schema: z.object({ factor: z.number().gt(1).max(MOST) }),
  changes: ["shape"],
  once: true,
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        UPSCALE,
        `${UPSCALE} {up}`,
        `{make}? {more}? bigger/larger`,
        `${UPSCALE} {up} its? original? ${SIZE}`,
        `{make}? {up} ${SIZE}`,
        `{make} {up} as? big/large`,
        "{make} {up} as",
        `{make} {up} its? original/current? ${SIZE}`,
        `{more} ${SIZE}`,
        `resize/scale {up} its? original? ${SIZE}?`,
        "scale/size up",
        "{up} its? original? size",
        "{make}/give? higher/high/better/full/super resolution version?",
        "{make}? {more} resolution",
        "{make}? full/ultra? hd/uhd/hires quality/resolution?",
        "{make}? hi/high res quality?",
        `{make}? {number} k quality`,
        `{make} ${SIZE} bigger/larger/higher`,
      ],
    },
  ],
  amounts: ["percent", "times"],
  params({ amount, strength }) {
    if (amount === null) return strength < 1 ? { factor: 1.5 } : { factor: strength > 2 ? USUAL * 2 : USUAL };
    // "To 150 %" is "by 50 %"; where neither was said, more than the whole is the goal.
    const isGoal = amount.after === "to" || (amount.after === undefined && amount.value > 100);
    const share = (isGoal ? 0 : 1) + amount.value / 100;
    const factor = amount.unit === "times" ? amount.value : share;
    return factor > 1 && factor <= MOST ? { factor: rounded(factor) } : null;
  },
  sentence: ({ factor }) =>
    `Enlarge the picture to ${factor} × its width and height, smoothly and slightly sharpened; this adds no new detail.`,
  async apply(raster, { factor }, work) {
    const width = Math.round(raster.width * factor);
    const height = Math.round(raster.height * factor);
    refuseTooLarge(width, height);
    const sharpened = await throughSharp(raster, (image) => image.sharpen({ sigma: SHARPENED, m1: FLAT, m2: JAGGED }));
    const sharp = keepAlpha(sharpened, raster, work.signal);
    work.progress(0.3);
    work.signal.throwIfAborted();
    return throughSharp(sharp, (image) => image.resize(width, height, { fit: "fill", kernel: "lanczos3" }));
  },
});
