import { z } from "zod";
import { metalOf, paintMetal } from "../../draw/metal";
import { isPaint, paintOf } from "../../draw/paint";
import { article, clamp, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";
import { spokenColour } from "../../vocabulary/colours";
import { mentionedPaint, paintPhrases, refuseTooLarge } from "../parameters";

/** Width of the usual border, in percent of the shorter side. */
const USUAL = 4;

const BORDER = "border/borders";
const THIN = "thin/narrow/small/fine/tiny/hairline";
const THICK = "thick/wide/large/broad/chunky/fat";
/** Share of the usual width. */
const THIN_FACTOR = 0.35;
const THICK_FACTOR = 2;

const painted = (size: string) =>
  ["{give}?", "draw/place"].flatMap((verb) => [
    `${verb} ${size} @ ${BORDER} around/round?`,
    `${verb} @ ${size} ${BORDER} around/round?`,
    `${verb} ${size} ${BORDER} @`,
    `${verb} ${size} {pixels} @ ${BORDER} around/round?`,
    `${verb} @ ${size} ${BORDER} {pixels} wide/thick/width?`,
    `${verb} {pixels} ${size} ${BORDER} @`,
  ]);

const plain = (size: string) => [
  `{give} ${size} ${BORDER} around/round?`,
  `{give} {pixels} ${size} ${BORDER} around/round?`,
  `draw ${size} ${BORDER} around/round?`,
];

const clean = (patterns: readonly string[]): string[] => patterns.map((text) => text.replaceAll(/ {2,}/g, " ").trim());

/** A plain border around the picture, which grows by it. */
export const border = defineOperation({
  name: "border",
  family: "geometry",
  title: "border",
  examples: ["add a white border", "add a thick black border", "10 px black border", "put a thin border around it"],
  schema: z.object({
    colour: z.string().refine(isPaint),
    percent: z.number().min(0.2).max(50),
    /** Exact width; 0: `percent` of the shorter side. */
    pixels: z.number().int().min(0).max(5000),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    { factor: 1, size: "" },
    { factor: THIN_FACTOR, size: THIN },
    { factor: THICK_FACTOR, size: THICK },
  ].flatMap(({ factor, size }) => [
    ...paintPhrases({ factor }, clean(painted(size))),
    { means: { factor, paint: "white" }, say: clean(plain(size)) },
  ]),
  amounts: ["percent"],
  params({ means, slots, strength, amount }) {
    const colour = mentionedPaint(means, slots);
    if (colour === null || (slots.pixels !== undefined && slots.pixels < 1)) return null;
    const percent = amount?.value ?? USUAL * means.factor * strength;
    if (percent <= 0 || percent > 50) return null;
    return { colour, percent: rounded(clamp(percent, 0.2, 50)), pixels: Math.min(5000, Math.round(slots.pixels ?? 0)) };
  },
  sentence({ colour, percent, pixels }, exact) {
    const name = spokenColour(colour);
    if (pixels > 0) return `Add ${article(name)} border of ${pixels} pixels around the picture.`;
    if (exact) return `Add ${article(name)} border of ${percent} % of the shorter side around the picture.`;
    const width = percent < USUAL * 0.8 ? "thin " : percent > USUAL * 1.3 ? "thick " : "";
    return `Add ${article(`${width}${name}`)} border around the picture.`;
  },
  async apply(raster, { colour, percent, pixels }, work) {
    const { width, height } = raster;
    const size = pixels > 0 ? pixels : Math.max(1, Math.round((Math.min(width, height) * percent) / 100));
    refuseTooLarge(width + 2 * size, height + 2 * size);
    const [r, g, b] = paintOf(colour);
    const framed = await throughSharp(raster, (image) =>
      image.extend({ top: size, bottom: size, left: size, right: size, background: { r, g, b, alpha: 1 } }),
    );
    const metal = metalOf(colour);
    return metal === null ? framed : paintMetal(framed, size, metal, work.signal);
  },
});
