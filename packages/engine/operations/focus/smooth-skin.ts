import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { lumaLevels } from "../../pixels/denoise";
import { guidedFilterRows } from "../../pixels/guided-filter";
import type { Mask } from "../../pixels/raster";
import { findMask } from "../../regions/find-mask";

/** Levels: lights and shades of skin that differ by less are evened out. */
const FLAT = 16;

/** Share of the finest structure (pores) that stays at the usual amount: skin without any looks like wax. */
const PORES = 0.3;

const SKIN = "skin/complexion/face/faces";
const WHOSE = "her/his/their/our/your/face/facial?";

/** Evens out the skin where there is skin; eyes, hair and everything else stay as they are. */
export const smoothSkin = defineOperation({
  name: "smooth-skin",
  family: "focus",
  title: "smooth the skin",
  examples: ["smooth the skin", "soften her skin a little", "make the skin smoother", "smoother skin"],
  schema: z.object({ amount: z.number().min(0.1).max(2) }),
  changes: ["sharpness"],
  regional: false,
  phrases: [
    {
      means: 1,
      say: [
        `smooth/soften/smoothen/airbrush/retouch/even/beautify out? ${WHOSE} ${SKIN} out?`,
        `{make} ${WHOSE} ${SKIN} {more}? smoother/softer/smooth/soft/silky/flawless/even/silkier`,
        `{make}? {more}? smoother/softer/smooth/soft/silky/flawless ${SKIN}`,
        `{give}? {more}? ${SKIN} smoothing/softening/retouching/retouch`,
        `${WHOSE} ${SKIN} too? rough/uneven/blotchy`,
        `{give} ${WHOSE} smooth/smoother/soft/softer/flawless ${SKIN}`,
        "{less} skin texture",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(Math.min(2, strength)) }),
  sentence: ({ amount }) => `Smooth the skin${howMuch(amount)}, keeping its shape and pores.`,
  async apply(raster, { amount }, work) {
    const { data, width, height, channels } = raster;
    const skin = await findMask(raster, [{ name: "skin" }], work);
    work.progress(0.4);
    const radius = clamp(Math.round(Math.min(width, height) / 90), 2, 32);
    const fine = PORES / Math.max(0.5, amount);
    // What lies further from the skin than twice the radius has no part in it.
    const box = boxAround(skin, 2 * radius);
    const values = lumaLevels(raster, work.signal, box);
    const plane = { values, width: box.width, height: box.height };
    guidedFilterRows(plane, { radius, flat: (FLAT * amount) ** 2 }, work.signal, (y, row) => {
      for (let x = 0; x < box.width; x++) {
        const pixel = (box.top + y) * width + box.left + x;
        const share = (skin.values[pixel] ?? 0) / 255;
        if (share === 0) continue;
        const change = ((row[x] ?? 0) - (values[y * box.width + x] ?? 0)) * (1 - fine) * share;
        const at = pixel * channels;
        data[at] = clamp(Math.round((data[at] ?? 0) + change), 0, 255);
        data[at + 1] = clamp(Math.round((data[at + 1] ?? 0) + change), 0, 255);
        data[at + 2] = clamp(Math.round((data[at + 2] ?? 0) + change), 0, 255);
      }
    });
    return raster;
  },
});

/** The smallest box around all that a mask shows, and `margin` pixels more where the picture has them. */
function boxAround({ values, width, height }: Mask, margin: number) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (values[y * width + x] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  left = Math.max(0, Math.min(left, right) - margin);
  top = Math.max(0, Math.min(top, bottom) - margin);
  return {
    left,
    top,
    width: Math.min(width, right + margin + 1) - left,
    height: Math.min(height, bottom + margin + 1) - top,
  };
}
