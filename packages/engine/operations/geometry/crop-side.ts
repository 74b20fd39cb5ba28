import { z } from "zod";
import { EngineError } from "../../errors";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";

const CUT = "crop/cut/trim/chop/remove/shave/slice/take";
const OFF = "off/away/out";
const PART = "part/side/edge/portion/area/bit";
const FROM = "from/on/along";

/** Percent that is cut off when no amount was said. */
const USUAL = 10;

const SIDES = ["left", "right", "top", "bottom", "all"] as const;
type Side = (typeof SIDES)[number];

const NAMES: Readonly<Record<Side, string>> = {
  left: "the left",
  right: "the right",
  top: "the top",
  bottom: "the bottom",
  all: "every side",
};

/** Cuts a strip off one side, or off every side. */
export const cropSide = defineOperation({
  name: "crop-side",
  family: "geometry",
  title: "cut off a side",
  examples: [
    "cut off the top 20 %",
    "crop the left by 100 pixels",
    "crop 10% from the bottom",
    "cut off the bottom third",
  ],
  schema: z.object({
    side: z.enum(SIDES),
    percent: z.number().gt(0).lt(100),
    /** Exact; 0: `percent`. */
    pixels: z.number().int().min(0),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: { side: null, share: null, needsAmount: false },
      say: [
        `crop/cut/chop/trim/shave/slice/take ${OFF} {place} ${PART}? {pixels}?`,
        `crop/cut/chop/trim/shave/slice/take ${OFF} {pixels} ${FROM}? {place} ${PART}?`,
        `${CUT} {pixels} ${OFF}? ${FROM}? {place} ${PART}?`,
        `crop/cut/trim/chop/shave/slice {place} ${PART}? ${OFF}? {pixels}?`,
        `crop/cut/trim/chop/shave/slice {place} {pixels} ${OFF}?`,
        `crop/cut/trim/chop/shave/slice ${OFF} {place} {pixels}`,
        `remove {place} {pixels}`,
      ],
    },
    {
      means: { side: null, share: null, needsAmount: true },
      say: [
        `${CUT} ${OFF}? ${FROM}? {place} ${PART}?`,
        `${CUT} ${OFF} {place} {down}`,
        `cut/trim/chop/remove/shave/slice {place} {down} ${OFF}?`,
        `{down} ${FROM} {place}`,
      ],
    },
    { means: { side: null, share: 33.33, needsAmount: false }, say: [`${CUT} ${OFF}? {place} third ${OFF}?`] },
    { means: { side: null, share: 25, needsAmount: false }, say: [`${CUT} ${OFF}? {place} quarter ${OFF}?`] },
    {
      means: { side: "all" as const, share: null, needsAmount: false },
      say: [
        `crop/cut/trim/shave ${OFF} edges/sides`,
        "crop/trim edges",
        "crop/cut/trim/shave/take {pixels} off/from? every/each/all side/sides/edge/edges",
        "crop/cut/trim/shave every/each/all side/sides/edge/edges {pixels}?",
        "crop tighter/closer",
        "{make} tighter crop",
        "tighter crop",
      ],
    },
    {
      means: { side: "all" as const, share: null, needsAmount: true },
      say: ["crop/cut/trim/shave/take off? from? every/each/all? side/sides/edge/edges"],
    },
  ],
  amounts: ["percent", "times"],
  params({ means, slots, strength, amount }) {
    const side = means.side ?? slots.place;
    const isSide = side === "left" || side === "right" || side === "top" || side === "bottom" || side === "all";
    if (!isSide || (means.needsAmount && amount === null)) return null;
    if (slots.pixels !== undefined) {
      const isWhole = Number.isInteger(slots.pixels) && slots.pixels > 0 && amount === null;
      return isWhole ? { side, percent: USUAL, pixels: slots.pixels } : null;
    }
    const said = amount?.unit === "times" ? 100 / amount.value : amount?.value;
    const percent = means.share ?? said ?? USUAL * strength;
    const most = side === "all" ? 50 : 100;
    return percent > 0 && percent < most ? { side, percent: rounded(percent), pixels: 0 } : null;
  },
  sentence({ side, percent, pixels }) {
    return `Cut ${pixels > 0 ? `${pixels} pixels` : `${percent} %`} off ${NAMES[side]} of the picture.`.replace(
      "side of the picture",
      "side",
    );
  },
  async apply(raster, { side, percent, pixels }) {
    const { width, height } = raster;
    const cut = (name: Side, length: number): number => {
      if (side !== "all" && side !== name) return 0;
      return pixels > 0 ? pixels : Math.round((length * percent) / 100);
    };
    const [left, top] = [cut("left", width), cut("top", height)];
    const to = { width: width - left - cut("right", width), height: height - top - cut("bottom", height) };
    if (to.width < 1 || to.height < 1) {
      throw new EngineError("NOTHING_CHANGED", {
        detail: `The picture has ${width} × ${height} pixels, so nothing would be left of it. Nothing was changed, and it cost nothing.`,
      });
    }
    return throughSharp(raster, (image) => image.extract({ left, top, ...to }));
  },
});
