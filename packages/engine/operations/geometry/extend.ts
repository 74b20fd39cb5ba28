import { z } from "zod";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { blurOutside } from "../../pixels/blur-outside";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { spokenColour } from "../../vocabulary/colours";
import { refuseTooLarge } from "../parameters";
import { NEUTRAL_NAMES, isPaint, paintOf } from "../../draw/paint";

type Means = { square: boolean; fill: string | null; side: "sides" | null };

const EXTEND = "extend/expand/widen/uncrop/outpaint/pad/fill/enlarge";
const CANVAS = "canvas/background/frame/border/borders/edges";
const BARS = "bars/bar/borders/border/edges/edge/padding/sides/background/margins/margin/space/stripes";
const SPACE = "space/room/padding/margin/canvas/area/headroom";
const FIT = "{make}/fit/pad/extend/expand/fill";

/** How the new room may be called, by what fills it. */
const FILLS: ReadonlyArray<readonly [fill: string, words: string]> = [
  ["blur", "blurred/blurry/blur"],
  ["mirror", "mirrored/reflected/mirror"],
  ["transparent", "transparent/empty"],
];

/** The same with any colour, the empty name for one that the words themselves say. */
const FILLED: ReadonlyArray<readonly [fill: string, words: string]> = [
  ...FILLS,
  ["", "{colour}"],
  ...NEUTRAL_NAMES.map((name) => [name, name] as const),
];

const shaped = (shape: string, words: string): string[] => [
  `${FIT} ${shape} with/using/and/by? adding? ${words} ${BARS}`,
  `${FIT} ${CANVAS} ${shape} with/using? ${words} ${BARS}?`,
  `${FIT} ${shape} with/using ${words}`,
  `{give} ${words} ${BARS} {make} ${shape}`,
  `${shape} with ${words} ${BARS}`,
];

const sided = (words: string): string[] => [
  `${EXTEND} ${CANVAS}? on/to? {place} side? with/using ${words} ${BARS}?`,
  `${EXTEND} ${CANVAS}? on/to? {place} side? {pixels} with/using ${words} ${BARS}?`,
  `${EXTEND} ${CANVAS}? {pixels} on/to? {place} side? with/using ${words} ${BARS}?`,
  `extend/expand/widen/uncrop/outpaint/pad/enlarge ${CANVAS} with/using? ${words} ${BARS}?`,
  `extend/expand/widen/uncrop/outpaint/pad with/using? ${words} ${BARS}?`,
  `{give} {more}? ${words} ${SPACE} on/above/below/around? {place} side?`,
  `{give} {pixels} ${words} ${SPACE} on/to? {place} side?`,
  `{give} {more}? ${words} ${SPACE} around`,
];

const plain: string[] = [
  `${EXTEND} ${CANVAS}? on/to? {place} side?`,
  `${EXTEND} ${CANVAS}? on/to? {place} side? {pixels}`,
  `${EXTEND} ${CANVAS}? {pixels} on/to? {place} side?`,
  "extend/expand/uncrop/outpaint canvas/background/edges?",
  "extend/expand canvas {pixels} around?",
  `{give} {more}? ${SPACE} on? {place} side?`,
  `{give} {pixels} {more}? ${SPACE} on? {place} side?`,
  `{more} ${SPACE} on? {place} side?`,
  `{give} {more}? ${SPACE} around`,
];

const both = (words: string): string[] => {
  const filled = words === "" ? "" : ` with/using? ${words} ${BARS}?`;
  return [
    `${EXTEND} ${CANVAS}? {pixels}? on/to? both sides {pixels}?${filled}`,
    `{give} {pixels}? {more}? ${SPACE} on/to? both sides${filled}`,
    ...(words === "" ? [] : [`{give} {pixels}? {more}? ${words} ${SPACE} on/to? both sides`]),
  ];
};

const shapedPlain = (shape: string): string[] => [
  `extend/expand/pad/uncrop/outpaint/widen canvas/background? ${shape} format/ratio?`,
  `{make} ${shape} without cropping`,
  `{make} canvas ${shape}`,
];

/** How more canvas is asked for. */
const EXTEND_PHRASES: { means: Means; say: string[] }[] = [
  { means: { square: false, fill: null, side: null }, say: plain },
  { means: { square: false, fill: null, side: "sides" }, say: both("") },
  ...FILLED.map(([fill, words]) => ({
    means: { square: false, fill: fill === "" ? null : fill, side: "sides" as const },
    say: both(words),
  })),
  ...[true, false].flatMap((square) => {
    const shape = square ? "square" : "{ratio}";
    return [
      { means: { square, fill: null, side: null }, say: shapedPlain(shape) },
      ...FILLED.map(([fill, words]) => ({
        means: { square, fill: fill === "" ? null : fill, side: null },
        say: square ? shaped(shape, words) : [...shaped(shape, words), ...sided(words)],
      })),
    ];
  }),
];

/** Room that is added on a side when no amount was said, in percent of the picture's length there. */
const USUAL = 25;

const SIDES = ["left", "right", "top", "bottom", "sides", "all"] as const;

const NAMES = {
  left: "on the left",
  right: "on the right",
  top: "at the top",
  bottom: "at the bottom",
  sides: "on the left and the right",
  all: "on every side",
};

type Room = { left: number; right: number; top: number; bottom: number };

/** More canvas around the picture, filled with what is at its edge or with a colour; nothing is cropped or distorted. */
export const extend = defineOperation({
  name: "extend",
  family: "geometry",
  title: "extend the canvas",
  examples: [
    "extend to 16:9 with blurred edges",
    "add space on the left",
    "make it square with white bars",
    "extend the canvas to the right by 200 pixels",
  ],
  schema: z.object({
    /** The shape to reach; 0: add to `side`. */
    width: z.number().min(0).max(100),
    height: z.number().min(0).max(100),
    side: z.enum(SIDES),
    percent: z.number().gt(0).max(400),
    /** Exact; 0: `percent`. */
    pixels: z.number().int().min(0).max(20_000),
    /** `blur`, `mirror`, `transparent` or the name of a colour. */
    fill: z.string().refine((name) => ["blur", "mirror", "transparent"].includes(name) || isPaint(name)),
  }),
  changes: ["shape"],
  once: true,
  regional: false,
  phrases: EXTEND_PHRASES,
  amounts: ["percent"],
  params({ means, slots, strength, amount }) {
    const ratio = means.square ? { width: 1, height: 1 } : slots.ratio;
    const fill = means.fill ?? slots.colour ?? "blur";
    if (ratio !== undefined) {
      if (amount !== null || ratio.width <= 0 || ratio.height <= 0) return null;
      const shape = { width: rounded(ratio.width), height: rounded(ratio.height) };
      return { ...shape, side: "all" as const, percent: USUAL, pixels: 0, fill };
    }
    const side = SIDES.find((name) => name === (means.side ?? slots.place ?? "all"));
    const percent = rounded(amount?.value ?? USUAL * strength);
    if (side === undefined || percent <= 0 || percent > 400) return null;
    const pixels = Math.round(slots.pixels ?? 0);
    if (slots.pixels !== undefined && (pixels < 1 || pixels > 20_000)) return null;
    return { width: 0, height: 0, side, percent, pixels, fill };
  },
  sentence({ width, height, side, percent, pixels, fill }, exact) {
    const how = fillName(fill);
    if (width > 0 && height > 0) {
      const shape = width === height ? "a square" : `${width}:${height}`;
      return `Extend the canvas to ${shape} without cropping, filled with ${how}.`;
    }
    const amount = pixels > 0 ? ` by ${pixels} pixels` : exact ? ` by ${percent} %` : "";
    return `Extend the canvas ${NAMES[side]}${amount}, filled with ${how}.`;
  },
  async apply(raster, params, work) {
    const room = roomFor(raster, params);
    refuseTooLarge(raster.width + room.left + room.right, raster.height + room.top + room.bottom);
    const { fill } = params;
    if (fill === "transparent") {
      const background = { r: 0, g: 0, b: 0, alpha: 0 };
      return throughSharp(raster, (image) => image.ensureAlpha().extend({ ...room, background }));
    }
    if (fill === "blur" || fill === "mirror") {
      const wide = await throughSharp(raster, (image) => image.extend({ ...room, extendWith: "mirror" }));
      return fill === "mirror" ? wide : blurOutside(wide, room, work.signal);
    }
    const [r, g, b] = paintOf(fill);
    return throughSharp(raster, (image) => image.extend({ ...room, background: { r, g, b, alpha: 1 } }));
  },
});

function fillName(fill: string): string {
  if (fill === "blur") return "a blurred mirror image of its edge";
  if (fill === "mirror") return "a mirror image of its edge";
  return fill === "transparent" ? "transparency" : spokenColour(fill);
}

type Asked = { width: number; height: number; side: (typeof SIDES)[number]; percent: number; pixels: number };

function roomFor(raster: Raster, { width, height, side, percent, pixels }: Asked): Room {
  if (width > 0 && height > 0) {
    const across = Math.max(0, Math.round((raster.height * width) / height) - raster.width);
    const down = Math.max(0, Math.round((raster.width * height) / width) - raster.height);
    const [left, top] = [Math.floor(across / 2), Math.floor(down / 2)];
    return { left, right: across - left, top, bottom: down - top };
  }
  const on = (name: keyof Room, length: number): number => {
    const isSide = side === name || side === "all" || (side === "sides" && (name === "left" || name === "right"));
    if (!isSide) return 0;
    return pixels > 0 ? pixels : Math.max(1, Math.round((length * percent) / 100));
  };
  return {
    left: on("left", raster.width),
    right: on("right", raster.width),
    top: on("top", raster.height),
    bottom: on("bottom", raster.height),
  };
}
