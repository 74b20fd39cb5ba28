import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { keepAlpha, throughSharp } from "../../pixels/resize";

/** Standard deviation of the usual blur, as a share of the shorter side. */
const USUAL_SHARE = 0.006;

/** Of a part that is to be hidden, the least standard deviation, as a share of its thickness: no feature is left. */
const SHARE_OF_A_PART = 0.13;

/** Below this many pixels of the shorter side the share would be less than anybody sees. */
const SMALLEST = 200;

/** The quicker integer kernel makes flat areas lighter at some sizes. */
const PRECISION = "float";

/** From this standard deviation on, in pixels, the blur works on a smaller copy: the same to the eye, much quicker. */
const COARSE = 6;

/** A Gaussian blur of the whole picture, in proportion to its size. */
export const blur = defineOperation({
  name: "blur",
  family: "focus",
  title: "blur",
  examples: ["blur it", "make it slightly blurry", "add a strong blur", "soften the picture"],
  schema: z.object({ share: z.number().min(0.0005).max(0.1) }),
  changes: ["sharpness"],
  regional: true,
  hides: "surely",
  phrases: [
    {
      means: 1,
      say: [
        "blur/blurring/soften/defocus",
        "blur out",
        "{make} {more}? blurry/blurred/unsharp/defocused",
        "{make}? {more} blurry/blurred/blur",
        "{make}? blurrier",
        "{give} gaussian? blur",
        "gaussian? blur",
        "{make} softer",
        "{make}? {less} sharp/sharpness",
        "too sharp",
        "excess sharpness",
        "{make} out focus",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ share: rounded(USUAL_SHARE * strength * 1000) / 1000 }),
  sentence: ({ share }, _exact, of) => `Blur ${of}${howMuch(share / USUAL_SHARE)}.`,
  async apply(raster, { share }, { signal, part }) {
    // Who asks for a slight blur of a part does not hide.
    const least = part === null || share < USUAL_SHARE ? 0 : part * SHARE_OF_A_PART;
    const usual = Math.max(SMALLEST, Math.min(raster.width, raster.height)) * share;
    const sigma = clamp(Math.max(usual, least), 0.3, 1000);
    return keepAlpha(await blurred(raster, sigma), raster, signal);
  },
});

async function blurred(raster: Raster, sigma: number): Promise<Raster> {
  const { width, height } = raster;
  const shrink = Math.floor(sigma / (COARSE / 2));
  if (sigma < COARSE || Math.min(width, height) < shrink * 4)
    return throughSharp(raster, (image) => image.blur({ sigma, precision: PRECISION }));
  const small = await throughSharp(raster, (image) =>
    image
      .resize(Math.ceil(width / shrink), Math.ceil(height / shrink), { fit: "fill", kernel: "linear" })
      .blur({ sigma: sigma / shrink, precision: PRECISION }),
  );
  return throughSharp(small, (image) => image.resize(width, height, { fit: "fill", kernel: "linear" }));
}
