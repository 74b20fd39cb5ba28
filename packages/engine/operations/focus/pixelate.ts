import { z } from "zod";
import { clamp, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { keepAlpha, throughSharp } from "../../pixels/resize";

/** Side of the usual block, as a share of the shorter side. */
const USUAL_SHARE = 0.025;

/** Across a part that is to be hidden, so many blocks at most: a face of five by five blocks is nobody's any more. */
const ACROSS_A_PART = 5;

const BLOCKS = "blocks/block/squares/tiles";

/** Square blocks of one colour each. */
export const pixelate = defineOperation({
  name: "pixelate",
  family: "focus",
  title: "pixelate",
  examples: ["pixelate it", "make it very pixelated", "add a mosaic effect", "pixelate it with blocks of 20 pixels"],
  schema: z.object({ share: z.number().min(0).max(0.25), pixels: z.number().min(0).max(2000) }),
  changes: ["sharpness", "content"],
  regional: true,
  hides: "surely",
  phrases: [
    {
      means: 1,
      say: [
        "pixelate/pixelize/pixelise",
        "{make} {more}? pixelated/pixelised/pixelized/pixely/blocky",
        "{make}? {more} pixelated/pixelation",
        "{give} {more}? pixelate/pixelated/pixelation/mosaic filter/censor/style?",
        "pixelation/mosaic filter/style?",
        "pixelate/pixelated filter/style",
        "{make} pixel art",
        "pixel art",
        "{make} mosaic",
        "mosaic",
        "{give} pixelation",
        `pixelate/pixelated with/by? {pixels} ${BLOCKS}?`,
        `pixelate with ${BLOCKS} {pixels}`,
        `pixelate with {pixels} pixels`,
        "pixelate {pixels}",
      ],
    },
  ],
  amounts: [],
  params({ strength, slots: { pixels = 0 } }) {
    if (pixels > 2000 || (pixels !== 0 && pixels < 2)) return null;
    return { share: pixels === 0 ? rounded(USUAL_SHARE * strength * 100) / 100 : 0, pixels: Math.round(pixels) };
  },
  sentence({ share, pixels }, _exact, of) {
    if (pixels > 0) return `Pixelate ${of} in blocks of ${pixels} pixels.`;
    const ratio = share / USUAL_SHARE;
    return `Pixelate ${of}${ratio < 0.7 ? " in small blocks" : ratio > 1.3 ? " in large blocks" : ""}.`;
  },
  async apply(raster, { share, pixels }, { signal, part }) {
    const { width, height } = raster;
    // Who asks for small blocks in a part, or for their size, does not hide.
    const least = part === null || share < USUAL_SHARE ? 0 : part / ACROSS_A_PART;
    const usual = Math.round(Math.max(share * Math.min(width, height), least));
    const side = clamp(pixels === 0 ? usual : pixels, 2, Math.max(width, height));
    const [across, down] = [Math.ceil(width / side), Math.ceil(height / side)];
    // Filled up to whole blocks with the colours of the edge, so that all of them have one size.
    const small = await throughSharp(raster, (image) =>
      image.extend({ right: across * side - width, bottom: down * side - height, extendWith: "copy" }),
    );
    const blocks = await throughSharp(small, (image) => image.resize(across, down, { fit: "fill", kernel: "linear" }));
    const large = await throughSharp(blocks, (image) =>
      image.resize(across * side, down * side, { fit: "fill", kernel: "nearest" }),
    );
    return keepAlpha(
      await throughSharp(large, (image) => image.extract({ left: 0, top: 0, width, height })),
      raster,
      signal,
    );
  },
});
