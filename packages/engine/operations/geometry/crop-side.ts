import { z } from "zod";
import { EngineError } from "../../errors";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { boxOfWho } from "../../regions/subject-box";
import type { Work } from "../../work";

const CUT = "crop/cut/trim/chop/remove/shave/slice/take";
const OFF = "off/away/out";
const PART = "part/side/edge/portion/area/bit";
const EMPTY = "empty/blank/dead/unused/wasted space/area/part/room/bit from/on/along/at?";
const FROM = "from/on/along";

/** Percent that is cut off when no amount was said. */
const USUAL = 10;

const SIDES = ["left", "right", "top", "bottom", "all"] as const;
type Side = (typeof SIDES)[number];

const WHERE: Readonly<Record<Side, string>> = {
  left: "to the left",
  right: "to the right",
  top: "above",
  bottom: "below",
  all: "all around",
};

/** Room that is left beside the subject, and the least that counts as empty beyond it, as shares of that side. */
const ROOM = 0.06;
const LEAST_EMPTY = 0.03;

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
    /** Whether what is cut off is what lies beyond the subject on that side; then neither of both counts. */
    empty: z.boolean().default(false),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: { side: null, share: null, needsAmount: false, empty: true },
      say: [
        `${CUT} ${OFF}? all? ${EMPTY} {place} ${PART}?`,
        `${CUT} ${OFF}? {place} ${EMPTY}`,
        `get rid all? ${EMPTY} {place} ${PART}?`,
      ],
    },
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
    const empty = "empty" in means;
    if (empty && (side === "all" || amount !== null)) return null;
    if (slots.pixels !== undefined) {
      const isWhole = Number.isInteger(slots.pixels) && slots.pixels > 0 && amount === null;
      return isWhole ? { side, percent: USUAL, pixels: slots.pixels, empty: false } : null;
    }
    const said = amount?.unit === "times" ? 100 / amount.value : amount?.value;
    const percent = means.share ?? said ?? USUAL * strength;
    const most = side === "all" ? 50 : 100;
    return percent > 0 && percent < most ? { side, percent: rounded(percent), pixels: 0, empty } : null;
  },
  sentence({ side, percent, pixels, empty }) {
    if (empty)
      return `Find the subject, and cut off the picture ${WHERE[side]} of it but for some room.`
        .replace("above of", "above")
        .replace("below of", "below");
    return `Cut ${pixels > 0 ? `${pixels} pixels` : `${percent} %`} off ${NAMES[side]} of the picture.`.replace(
      "side of the picture",
      "side",
    );
  },
  async apply(raster, { side, percent, pixels, empty }, work) {
    const { width, height } = raster;
    if (empty) return withoutEmpty(raster, side, work);
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

/** Cuts off what lies beyond the subject on one side, but for some room. */
async function withoutEmpty(raster: Raster, side: Side, work: Work): Promise<Raster> {
  const { width, height } = raster;
  const box = await boxOfWho(raster, "subject", "any", work);
  const isAcross = side === "left" || side === "right";
  const room = Math.round((isAcross ? width : height) * ROOM);
  const beyond = {
    left: box.left,
    top: box.top,
    right: width - box.left - box.width,
    bottom: height - box.top - box.height,
    all: 0,
  };
  const cut = Math.max(0, beyond[side] - room);
  if (cut < (isAcross ? width : height) * LEAST_EMPTY) {
    throw new EngineError("NOTHING_CHANGED", {
      detail: "The subject reaches near that side already, so there was nothing empty to cut off. It cost nothing.",
    });
  }
  return throughSharp(raster, (image) =>
    image.extract({
      left: side === "left" ? cut : 0,
      top: side === "top" ? cut : 0,
      width: isAcross ? width - cut : width,
      height: isAcross ? height : height - cut,
    }),
  );
}
