import { z } from "zod";
import { type Frame, paintFrame } from "../../draw/frame";
import { drawText } from "../../draw/draw-text";
import { cleanText } from "../../draw/lay-out-text";
import { clamp, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import type { StopSignal } from "../../stop-signal";
import { refuseTooLarge } from "../parameters";

const STYLES = ["wood", "dark-wood", "black", "white", "gold", "mat", "polaroid"] as const;
type Style = (typeof STYLES)[number];

const NAMES: Readonly<Record<Style, string>> = {
  wood: "a wooden frame with a white mat",
  "dark-wood": "a dark wooden frame with a white mat",
  black: "a black frame with a white mat",
  white: "a white frame with a white mat",
  gold: "a golden frame with a white mat",
  mat: "a white mat",
  polaroid: "the frame of an instant picture",
};

/** The longest text below an instant picture, in letters. */
const LONGEST = 120;

/** Widths as shares of the picture's shorter side. */
const MOULDING = 0.055;
const MAT = 0.085;
const BEVEL = 0.004;
const POLAROID = { side: 0.06, bottom: 0.22 };

type Rgb = readonly [number, number, number];
const WOOD: Rgb = [166, 112, 66];
const DARK_WOOD: Rgb = [84, 50, 30];
const BLACK: Rgb = [38, 37, 37];
const WHITE: Rgb = [236, 234, 230];
const GOLD: Rgb = [196, 154, 72];
const MAT_WHITE: Rgb = [246, 244, 238];

const THIN = "thin/narrow/fine";
const THICK = "thick/wide/broad/chunky/heavy";
/** Share of the usual width. */
const THIN_FACTOR = 0.5;
const THICK_FACTOR = 1.7;

/** A moulding of some colour or wood, by what it is called: also a thin or a thick one. */
const moulding = (style: Style, words: string, more: readonly string[] = []) => [
  { means: { style, factor: 1 }, say: [...saying(words), ...more] },
  { means: { style, factor: THIN_FACTOR }, say: [...saying(`${THIN} ${words}`), ...saying(`${words} ${THIN}`)] },
  { means: { style, factor: THICK_FACTOR }, say: [...saying(`${THICK} ${words}`), ...saying(`${words} ${THICK}`)] },
];

const saying = (words: string): string[] => [
  `{give}? ${words} frame around?`,
  `put? ${words} frame around?`,
  `frame with/using? ${words} frame?`,
  `frame ${words}`,
];

/** A picture frame, painted: moulding, mat and bevel. */
export const frame = defineOperation({
  name: "frame",
  family: "geometry",
  title: "picture frame",
  examples: ["put it in a frame", "add a wooden frame", "add a passe-partout", "put it in a polaroid frame"],
  schema: z.object({
    style: z.enum(STYLES),
    width: z.number().min(0.2).max(3),
    /** What is written below an instant picture; empty: nothing. */
    text: z.string().max(LONGEST).default(""),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    ...moulding("wood", "wooden/wood/oak/brown/rustic"),
    ...moulding("dark-wood", "dark wooden/wood/walnut", saying("walnut/mahogany")),
    ...moulding("black", "black/modern/dark", ["{give}? frame around?", "frame"]),
    ...moulding("white", "white"),
    ...moulding("gold", "gold/golden/baroque/classic/ornate/museum"),
    {
      means: { style: "mat" as const, factor: 1 },
      say: [
        "{give}? white? passepartout around?",
        "{give}? white? passe partout around?",
        "{give}? white? mat/matting border/frame?",
        "{give}? white? matte border/frame",
        "{give}? white? mount/mat/matte around",
        "add/put/adding white? mat/matte",
      ],
    },
    {
      means: { style: "polaroid" as const, factor: 1 },
      say: [
        "{make} polaroid frame/border around?",
        "{give}? polaroid frame/border around?",
        "{give}? instant picture/film/photo frame/border around?",
        `{give}/{make}? polaroid frame/border? around? ,? with/saying/and? caption/text/words? {text} below/under/underneath?`,
        `{give}/{make}? polaroid frame/border? ,? with/saying/and? {text} written? below/under/underneath`,
      ],
    },
  ],
  amounts: [],
  params({ means: { style, factor }, strength, slots }) {
    const text = cleanText(slots.text ?? "");
    if ((slots.text !== undefined && text === "") || text.length > LONGEST) return null;
    return { style, width: rounded(clamp(strength * factor, 0.2, 3)), text };
  },
  sentence({ style, width, text }) {
    const words = text === "" ? "" : ` with “${text.replaceAll("\n", " ")}” written below it`;
    return `Put the picture into ${NAMES[style]}${width < 0.9 ? ", a narrow one" : width > 1.3 ? ", a wide one" : ""}${words}.`;
  },
  async apply(raster, { style, width, text }, { signal }) {
    const shorter = Math.min(raster.width, raster.height);
    const made = frameOf(style, (share) => Math.max(1, Math.round(shorter * share * width)));
    const side = made.moulding + made.mat.side;
    const room = {
      left: side,
      right: side,
      top: made.moulding + made.mat.top,
      bottom: made.moulding + made.mat.bottom,
    };
    refuseTooLarge(raster.width + 2 * side, raster.height + room.top + room.bottom);
    const background = { r: MAT_WHITE[0], g: MAT_WHITE[1], b: MAT_WHITE[2], alpha: 1 };
    const framed = paintFrame(
      await throughSharp(raster, (image) => image.extend({ ...room, background })),
      made,
      signal,
    );
    return text === "" ? framed : writeBelow(framed, text, room.bottom, signal);
  },
});

/** Height of letters below an instant picture, as a share of the room there. */
const LETTERS = 0.3;

/** Writes in the middle of the lowest rows of a raster, which is overwritten. */
async function writeBelow(raster: Raster, text: string, rows: number, signal: StopSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const below: Raster = { ...raster, data: data.subarray((height - rows) * width * channels), height: rows };
  const look = { colour: "auto", outline: "none", exactSize: false, bold: false, opacity: 1 };
  await drawText(below, { ...look, text, place: "centre", size: rows * LETTERS }, signal);
  return raster;
}

function frameOf(style: Style, pixels: (share: number) => number): Frame {
  if (style === "polaroid") {
    const side = pixels(POLAROID.side);
    const mat = { top: side, side, bottom: pixels(POLAROID.bottom) };
    return { moulding: 0, mat, bevel: 0, wood: null, mouldingColour: WHITE, matColour: [250, 249, 245] };
  }
  const side = pixels(MAT);
  const colours: Readonly<Record<Style, Rgb>> = {
    wood: WOOD,
    "dark-wood": DARK_WOOD,
    black: BLACK,
    white: WHITE,
    gold: GOLD,
    mat: WHITE,
    polaroid: WHITE,
  };
  return {
    moulding: style === "mat" ? 0 : pixels(MOULDING),
    mat: { top: side, side, bottom: side },
    bevel: pixels(BEVEL),
    wood: style === "wood" || style === "dark-wood" ? colours[style] : null,
    mouldingColour: colours[style],
    matColour: MAT_WHITE,
  };
}
