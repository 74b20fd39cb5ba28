import { z } from "zod";
import type { Rect } from "../../draw/best-shift";
import { heal, insideFrame } from "../../draw/heal";
import { clamp, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";

const CORNERS = ["top-left", "top-right", "bottom-left", "bottom-right"] as const;

/** How much of the picture's width and height the corner is, in percent. */
const USUAL = 14;

const ERASE = "erase/clear/remove/delete/inpaint/heal/retouch/clean";
const THINGS = "what/everything/thing/things/object/stuff/mark/spot/text/logo";

/** Replaces a corner, whatever is in it, by another part of the picture that fits in. */
export const eraseCorner = defineOperation({
  name: "erase-corner",
  family: "composition",
  title: "erase a corner",
  examples: [
    "erase the bottom right corner",
    "remove the logo in the top left corner",
    "clean up the bottom left corner",
  ],
  schema: z.object({ corner: z.enum(CORNERS), percent: z.number().min(2).max(40) }),
  changes: ["content"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        `${ERASE} up/out? {place} corner`,
        `${ERASE} ${THINGS} from/on/inside? {place} corner`,
        `${ERASE} small ${THINGS} from/on/inside? {place} corner`,
        `${ERASE} {place} corner ${THINGS}?`,
        `fill {place} corner from? surroundings/background?`,
      ],
    },
  ],
  amounts: ["percent"],
  params({ slots, strength, amount }) {
    const corner = CORNERS.find((name) => name === slots.place);
    const percent = amount?.value ?? USUAL * strength;
    if (corner === undefined || percent < 2 || percent > 40) return null;
    return { corner, percent: rounded(clamp(percent, 2, 40)) };
  },
  sentence: ({ corner, percent }) =>
    `Erase the ${corner.replace("-", " ")} corner (${percent} % of the width and height), and fill the place with a part of the picture that fits in.`,
  async apply(raster, { corner, percent }, work) {
    // A frame around the picture goes on around the corner.
    const inside = insideFrame(raster);
    const { left, top, width, height } = inside;
    const part = await throughSharp(raster, (image) => image.extract({ left, top, width, height }));
    const healed = await heal(part, cornerOf(part, corner, percent / 100), work);
    const line = width * raster.channels;
    for (let y = 0; y < height; y++) {
      healed.data.copy(raster.data, ((top + y) * raster.width + left) * raster.channels, y * line, (y + 1) * line);
    }
    return raster;
  },
});

function cornerOf({ width, height }: Raster, corner: (typeof CORNERS)[number], share: number): Rect {
  const size = { width: Math.ceil(width * share), height: Math.ceil(height * share) };
  const left = corner.includes("left") ? 0 : width - size.width;
  const top = corner.includes("top") ? 0 : height - size.height;
  return { ...size, left, top };
}
