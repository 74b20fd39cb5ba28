import { z } from "zod";
import { rounded } from "../../how-much";
import { type Amount, defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { refuseTooLarge } from "../parameters";

const NEUTRAL = "resize/scale/rescale/resized/scaled/resizing";
const SHRINK = "shrink/downscale/downsize/downsample/reduce";
const RESIZE = `${NEUTRAL}/${SHRINK}/enlarge/upscale`;
const WIDE = "wide/width/across/broad/horizontally";
const TALL = "tall/high/height/vertically";
const LONG = "longest/longer/long/larger/max/maximum";
const SIDE = "side/edge/dimension";
const SIZE = "size/resolution/dimensions";

/** Factor of "make it smaller" without a figure. */
const SMALLER = 0.5;

/** Pixels across of what is called 1 K, in "4K". */
const ONE_K = 960;

/** The most pixels that may be asked for along one side. */
const MOST_SIDE = 30_000;

const side = z.number().int().min(0).max(MOST_SIDE);

/** Another number of pixels, in the same proportions. */
export const resize = defineOperation({
  name: "resize",
  family: "geometry",
  title: "resize",
  examples: ["resize to 1200 px wide", "make it half the size", "resize to 50 %", "fit it within 1920x1080"],
  schema: z.object({
    /** Pixels to fit into; 0: free. */
    width: side,
    height: side,
    /** Pixels of the longer side; 0: unsaid. */
    longer: side,
    /** When no pixels were said. */
    factor: z.number().min(0.01).max(8),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: "width" as const,
      say: [
        `${RESIZE}/{make} {pixels}/{number} ${WIDE}`,
        `${RESIZE}/{make} width {pixels}/{number}`,
        `{pixels} ${WIDE}`,
        `width {pixels}`,
      ].flatMap(eitherNumber),
    },
    {
      means: "height" as const,
      say: [
        `${RESIZE}/{make} {pixels}/{number} ${TALL}`,
        `${RESIZE}/{make} height {pixels}/{number}`,
        `{pixels} ${TALL}`,
        `height {pixels}`,
      ].flatMap(eitherNumber),
    },
    {
      means: "longer" as const,
      say: [
        `${RESIZE} {pixels}/{number}`,
        `{make} {pixels}`,
        `${RESIZE}/{make} {pixels}/{number} on/along? ${LONG} ${SIDE}?`,
        `${RESIZE}/{make} ${LONG} ${SIDE} {pixels}/{number}`,
        `${RESIZE}/{make} ${LONG} {pixels}`,
      ].flatMap(eitherNumber),
    },
    { means: "k" as const, say: [`${RESIZE}/{make} {number} k ${SIZE}?`] },
    {
      means: "fit" as const,
      say: [
        `${RESIZE}/{make} fit? within/inside {size} pixels?`,
        `fit within/inside {size} pixels?`,
        `${RESIZE}/{make} max/most {size} pixels?`,
      ],
    },
    {
      means: "smaller" as const,
      say: [
        "shrink/downscale/downsize/downsample",
        "{make}? {more}? smaller",
        "{make} smaller size/dimensions/resolution",
        "scale/size down",
        `{less} ${SIZE}`,
        `${NEUTRAL} down/smaller`,
        `{make}? {down} ${SIZE}`,
        `{make}? {down} its? original/current/actual ${SIZE}`,
        `{make} {down} as? big/large`,
        "{make} {down} as",
        `${NEUTRAL}/${SHRINK} {down} its? original/current? ${SIZE}?`,
        `{less}? ${SIZE} {down}`,
      ],
    },
    {
      means: "factor" as const,
      say: [`${NEUTRAL} original/current? ${SIZE}?`],
    },
  ],
  amounts: ["percent", "times"],
  params({ means, slots, strength, amount }) {
    const none = { width: 0, height: 0, longer: 0, factor: 1 };
    const pixels = slots.pixels ?? slots.number ?? 0;
    if (means === "smaller" || means === "factor") {
      const factor = factorOf(means, amount, strength);
      return factor !== null && factor >= 0.01 && factor <= 8 && factor !== 1
        ? { ...none, factor: rounded(factor) }
        : null;
    }
    if (amount !== null) return null;
    if (means === "fit")
      return slots.size !== undefined && isSide(slots.size.width, slots.size.height)
        ? { ...none, ...slots.size }
        : null;
    if (means === "k") return isSide(pixels * ONE_K) ? { ...none, longer: pixels * ONE_K } : null;
    return isSide(pixels) ? { ...none, [means]: pixels } : null;
  },
  sentence({ width, height, longer, factor }) {
    if (width > 0 && height > 0) {
      return `Resize the picture to fit into ${width} × ${height} pixels, in its own proportions.`;
    }
    if (width > 0) return `Resize the picture to ${width} pixels in width.`;
    if (height > 0) return `Resize the picture to ${height} pixels in height.`;
    if (longer > 0) return `Resize the picture to ${longer} pixels along its longer side.`;
    return `Resize the picture to ${Math.round(factor * 100)} % of its size.`;
  },
  async apply(raster, params, work) {
    const to = sizeOf(raster, params);
    refuseTooLarge(to.width, to.height);
    if (to.width > raster.width) work.note("It was enlarged, which adds no detail");
    return throughSharp(raster, (image) => image.resize(to.width, to.height, { fit: "fill", kernel: "lanczos3" }));
  },
});

/** `null` where a figure leaves two meanings: "to" and "by" are not told apart, and "by 30 %" is not "to 30 %". */
function factorOf(means: "smaller" | "factor", amount: Amount | null, strength: number): number | null {
  if (amount === null) return means === "smaller" ? SMALLER ** strength : null;
  if (means === "factor") return amount.unit === "percent" ? amount.value / 100 : amount.value;
  if (amount.unit === "times") return 1 / amount.value;
  return amount.value === 50 ? SMALLER : null;
}

function eitherNumber(pattern: string): string[] {
  return pattern.includes("{pixels}/{number}")
    ? ["{pixels}", "{number}"].map((slot) => pattern.replace("{pixels}/{number}", slot))
    : [pattern];
}

const isSide = (...sides: readonly number[]): boolean =>
  sides.every((pixels) => Number.isInteger(pixels) && pixels > 0 && pixels <= MOST_SIDE);

type Target = { width: number; height: number; longer: number; factor: number };

function sizeOf(raster: Raster, { width, height, longer, factor }: Target): { width: number; height: number } {
  const shares = [
    ...(width > 0 ? [width / raster.width] : []),
    ...(height > 0 ? [height / raster.height] : []),
    ...(longer > 0 ? [longer / Math.max(raster.width, raster.height)] : []),
  ];
  const share = shares.length > 0 ? Math.min(...shares) : factor;
  const along = (pixels: number): number => Math.max(1, Math.round(pixels * share));
  return { width: along(raster.width), height: along(raster.height) };
}
