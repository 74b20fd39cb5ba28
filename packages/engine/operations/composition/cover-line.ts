import { z } from "zod";
import { type Cover, coverQuad } from "../../draw/cover-quad";
import { EngineError } from "../../errors";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { placedLines, type PlacedLine } from "../../regions/placed-lines";
import type { StopSignal } from "../../stop-signal";
import { LINES_BY_ORDINAL } from "../../vocabulary/strengths";

const COVERS = ["black", "white", "blur", "pixelate"] as const satisfies readonly Cover[];

const BOX = "box/boxes/bar/bars/rectangle/rectangles/block/blocks/stripe/stripes";

/** Words for each way to cover, before and after what is covered. */
const SAY: Readonly<Record<Cover, ReadonlyArray<readonly [before: string, after: string]>>> = {
  black: [
    [
      "black/blacken/blackout/redact/censor/hide/obscure/conceal/block/blot/blank/cover/mask/cross/strike/anonymise/anonymize out/over/up?",
      `with? black? ${BOX}?`,
    ],
    [`put/draw/place/lay/add black? ${BOX} over/on`, ""],
  ],
  white: [
    ["white/cover/paint/mask out/over?", `with? white ${BOX}?`],
    ["white out", ""],
    [`put/draw/place/lay/add white ${BOX} over/on`, ""],
  ],
  blur: [["blur/blurring out/over?", ""]],
  pixelate: [["pixelate/pixelise/pixelize/mosaic out/over?", ""]],
};

const LINE = "line/row";
const OF_TEXT = "text/writing/words?";

type Which = { from: "top" | "bottom" | "middle" | "all"; number: number | null };

/** How lines are named: by their place alone. */
const PLACES: ReadonlyArray<{ which: Which; say: readonly string[] }> = [
  {
    which: { from: "top", number: null },
    say: [
      `${OF_TEXT} ${LINE} number? {number} ${OF_TEXT} from? top?`,
      `{number} st/nd/rd/th ${OF_TEXT} ${LINE} ${OF_TEXT} from? top?`,
    ],
  },
  {
    which: { from: "bottom", number: null },
    say: [`${LINE} number? {number} ${OF_TEXT} from bottom`, `{number} st/nd/rd/th ${LINE} ${OF_TEXT} from bottom`],
  },
  ...LINES_BY_ORDINAL.flatMap(({ word, number }) => [
    { which: { from: "top" as const, number }, say: [`${word} ${OF_TEXT} from? top?`] },
    { which: { from: "bottom" as const, number }, say: [`${word} ${OF_TEXT} from bottom`] },
  ]),
  {
    which: { from: "top", number: 1 },
    say: [`top/topmost/uppermost ${OF_TEXT} ${LINE} ${OF_TEXT}`, `${LINE} ${OF_TEXT} top`],
  },
  {
    which: { from: "bottom", number: 1 },
    say: [`last/final/bottom/lowest ${OF_TEXT} ${LINE} ${OF_TEXT}`, `${LINE} ${OF_TEXT} bottom`],
  },
  {
    which: { from: "bottom", number: 2 },
    say: [`second/2nd last ${LINE} ${OF_TEXT}`, `penultimate ${LINE} ${OF_TEXT}`],
  },
  {
    which: { from: "middle", number: 1 },
    say: [`middle/centre ${OF_TEXT} ${LINE} ${OF_TEXT}`, `${LINE} ${OF_TEXT} middle/centre`],
  },
  {
    which: { from: "all", number: 1 },
    say: ["all? text/writing", `all/every/each ${OF_TEXT} line/lines/rows ${OF_TEXT}`],
  },
];

/** A line is covered beyond its letters, in heights of them: up and down, and at its ends. */
const BEYOND = 0.28;
const BEYOND_ENDS = 0.7;

/** Of what is blurred or pixelated, blocks as wide as so many letters are high are left. */
const BLOCK = 3.5;

/** Plain colour, or next to nothing, over a whole line of text that is told by its place; nothing is read. */
export const coverLine = defineOperation({
  name: "cover-line",
  family: "composition",
  title: "black out or blur a line of text by its place",
  examples: [
    "black out line 3",
    "blur the second line of text",
    "redact the last line",
    "hide the third line from the bottom",
    "cover all text with white boxes",
  ],
  schema: z.object({
    from: z.enum(["top", "bottom", "middle", "all"]),
    number: z.number().int().min(1).max(500),
    cover: z.enum(COVERS),
  }),
  changes: ["content"],
  regional: false,
  hides: "surely",
  phrases: COVERS.flatMap((cover) =>
    PLACES.map(({ which, say }) => ({
      means: { cover, ...which },
      say: say.flatMap((place) => SAY[cover].map(([before, after]) => `${before} ${place} ${after}`.trim())),
    })),
  ),
  amounts: [],
  params({ means: { cover, from, number }, slots, strength }) {
    const counted = number ?? slots.number ?? 0;
    const isLine = Number.isInteger(counted) && counted >= 1 && counted <= 500;
    return strength < 1 || !isLine ? null : { cover, from, number: counted };
  },
  sentence({ from, number, cover }) {
    const how = {
      black: "Black out",
      white: "Cover with white",
      blur: "Blur beyond reading",
      pixelate: "Pixelate beyond reading",
    }[cover];
    if (from === "all") return `${how} every line of text that is found.`;
    if (from === "middle") return `${how} the line of text in the middle.`;
    return `${how} line ${number} of the text, counted from the ${from}.`;
  },
  async apply(raster, { from, number, cover }, work) {
    const lines = await placedLines(raster, await work.cv(), work.signal);
    if (lines.length === 0) throw noLines();
    const first = { top: number - 1, bottom: lines.length - number, middle: (lines.length - 1) / 2, all: 0 }[from];
    if (!Number.isInteger(first)) throw noMiddle(lines.length);
    const chosen = from === "all" ? lines : lines.slice(Math.max(-1, first), first + 1);
    if (first < 0 || chosen.length === 0) throw tooFew(lines.length, number);
    work.progress(0.5);
    for (const line of chosen) coverWhole(raster, line, cover, work.signal);
    work.note(from === "all" ? coveredAll(lines.length) : coveredOne(lines.length, first + 1));
    return raster;
  },
});

function coverWhole(raster: Raster, { around, letter }: PlacedLine, cover: Cover, signal: StopSignal): void {
  coverQuad(raster, around(BEYOND_ENDS * letter, BEYOND * letter), cover, Math.max(8, BLOCK * letter), signal);
}

const counted = (lines: number): string => (lines === 1 ? "1 line of text was" : `${lines} lines of text were`);

const coveredAll = (lines: number): string =>
  `${counted(lines)} found and covered; look for others before you publish it, for not all writing is found`;

const coveredOne = (lines: number, line: number): string =>
  `${counted(lines)} found, and line ${line} from the top was covered to its ends; check that it is the one you mean before you publish it`;

const nothingChanged = (detail: string): EngineError =>
  new EngineError("NOTHING_CHANGED", { detail: `${detail} Nothing was changed, and it cost nothing.` });

const noLines = (): EngineError =>
  nothingChanged(
    "No lines of text were found for certain: they are in screenshots and on pages, and seldom in photographs. A part that you name can be covered instead, such as “black out the bottom third”.",
  );

const noMiddle = (lines: number): EngineError =>
  nothingChanged(
    `${lines} lines of text were found, so none of them is in the middle. Please say which one, such as “line ${lines / 2}”.`,
  );

const tooFew = (lines: number, number: number): EngineError =>
  nothingChanged(`Only ${counted(lines)} found, so there is no line ${number} to cover.`);
