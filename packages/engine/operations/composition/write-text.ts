import { z } from "zod";
import { drawText } from "../../draw/draw-text";
import { cleanText } from "../../draw/lay-out-text";
import { isPaint } from "../../draw/paint";
import { clamp, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { type Place, PLACES } from "../../plan";
import { spokenColour } from "../../vocabulary/colours";
import { placeName } from "../parameters";

/** What the words of a phrase say beyond the slots. */
type TextMeans = {
  /** `slot`: the first colour that was said, if any. */
  colour: string;
  /** `slot`: the last colour that was said. */
  outline: string;
  size: "normal" | "small" | "large" | "huge";
  bold: boolean;
  /** Where it is put when no place is said. */
  place: Place;
};

const VERB = "write/print/type/add/put/place/overlay/insert/draw/give/show/display/stamp/engrave/have/include";
const NOUN =
  "text/texts/word/words/title/heading/headline/letters/label/name/initials/lettering/inscription/line/message/quote/slogan/sentence/phrase";
const SAYING = "saying/says/reading/reads/with/of?";
const LETTERS = "letters/text/font/lettering/type/colour/writing/characters/print/script";
const WHERE = ",? on/across/over/along/near/onto? {place} side/corner/edge/part/half?";
const EDGE = "outline/outlines/border/edge/edges/stroke/contour";

const SIZE_WORDS: ReadonlyArray<readonly [size: TextMeans["size"], words: string]> = [
  ["normal", ""],
  ["small", "small/tiny/smaller/little"],
  ["large", "large/larger/bigger"],
  ["huge", "huge/giant/enormous/gigantic"],
];

const COLOURS: ReadonlyArray<readonly [colour: string, words: string]> = [
  ["slot", "{colour}?"],
  ["white", "white"],
  ["black", "black"],
  ["grey", "grey"],
];

const OUTLINES: ReadonlyArray<readonly [outline: string, words: string]> = [
  ["none", ""],
  ["auto", `,/and? with ${EDGE}`],
  ["slot", `,/and? with thin? {colour} ${EDGE}`],
  ["white", `,/and? with thin? white ${EDGE}`],
  ["black", `,/and? with thin? black ${EDGE}`],
];

function say(size: string, bold: string, colour: string, outline: string): string[] {
  const look = `${size} ${bold} ${colour}`;
  const turned = `${colour} ,/and? ${bold} ${size}`;
  const tail = `,? with/using? ${look} ${LETTERS}?`;
  const head = `${VERB} ${NOUN}? ${SAYING} {text}`;
  return [
    `${head} ${WHERE} ${tail} ${outline}`,
    `${head} ${tail} ${WHERE} ${outline}`,
    `${head} on/onto/over? ${tail} ${outline}`,
    `${head} ${tail} ${outline} ${WHERE}`,
    `${VERB} ${look} ${NOUN} ${SAYING} {text} ${WHERE} ${outline}`,
    `${VERB} ${look} ${NOUN} ${SAYING} {text} ${outline}`,
    ...(size === "" && bold === ""
      ? []
      : [
          `${head} ${WHERE} with/using? ${turned} ${LETTERS}? ${outline}`,
          `${VERB} ${turned} ${NOUN} ${SAYING} {text} ${WHERE}`,
        ]),
    ...(size === ""
      ? [
          `${head} ${WHERE} with/using? {pixels} tall/high/size? ${look} ${LETTERS}? ${outline}`,
          `${head} with/using? {pixels} tall/high/size? ${look} ${LETTERS}? ${WHERE} ${outline}`,
          `${head} with/using? {pixels} tall/high/size? ${look} ${LETTERS}? ${outline}`,
          `${head} ${WHERE} ${tail} {pixels} tall/high/size? ${outline}`,
        ]
      : []),
    `${VERB} ${WHERE} ${NOUN}? {text} ${tail} ${outline}`,
    // Without a place it is a bar below the picture.
    ...(outline === "" ? [`${VERB} ${look} caption ${SAYING} {text} ${WHERE} ${tail}`] : []),
    ...(outline !== "" ? [] : [`${VERB} ${look} ${LETTERS}? {text} ${WHERE}`]),
  ].map((pattern) => pattern.replaceAll(/ {2,}/g, " ").trim());
}

/** Ways to ask for words on the picture. */
const TEXT_PHRASES: { means: TextMeans; say: string[] }[] = SIZE_WORDS.flatMap(([size, sizeWords]) =>
  [false, true].flatMap((bold) =>
    COLOURS.flatMap(([colour, colourWords]) =>
      OUTLINES.map(([outline, outlineWords]) => ({
        means: { colour, outline, size, bold, place: "bottom" as const },
        say: say(sizeWords, bold ? "bold/fat" : "", colourWords, outlineWords),
      })),
    ),
  ),
);

/** "In the corner": the one in which pictures are signed. */
const CORNER_PHRASES: { means: TextMeans; say: string[] }[] = SIZE_WORDS.flatMap(([size, words]) =>
  COLOURS.map(([colour, colourWords]) => ({
    means: { colour, outline: "none", size, bold: false, place: "bottom-right" as const },
    say: [
      `${VERB} ${NOUN}? ${SAYING} {text} on? corner ,? with/using? ${words} ${colourWords} ${LETTERS}?`,
      `${VERB} ${words} ${colourWords} ${NOUN} ${SAYING} {text} on? corner`,
    ].map((pattern) => pattern.replaceAll(/ {2,}/g, " ").trim()),
  })),
);

/** Heights of letters, in percent of the shorter side. */
const SIZES = { small: 4.5, normal: 8, large: 12, huge: 18 } as const;

/** The longest text, in letters. */
const LONGEST = 400;

/** Words on the picture. */
export const writeText = defineOperation({
  name: "write-text",
  family: "composition",
  title: "write text on the picture",
  examples: [
    'write "Hello" at the top in white',
    'add the text "Summer 2024" in the bottom right corner',
    'put "SALE" in the middle in large red letters with a white outline',
    'add a small bold black text "draft" at the top left',
  ],
  schema: z.object({
    text: z.string().min(1).max(LONGEST),
    place: z.enum(PLACES),
    colour: z.string().refine((name) => name === "auto" || isPaint(name)),
    outline: z.string().refine((name) => name === "auto" || name === "none" || isPaint(name)),
    /** Height of the letters in percent of the shorter side; made smaller where the text does not fit. */
    percent: z.number().min(1).max(60),
    /** Exact height; 0: `percent`. */
    pixels: z.number().int().min(0).max(4000),
    bold: z.boolean(),
  }),
  changes: ["content", "shape"],
  regional: false,
  phrases: [...TEXT_PHRASES, ...CORNER_PHRASES],
  amounts: [],
  params({ means, slots, strength }) {
    const text = cleanText(slots.text ?? "");
    const colours = [...(slots.colours ?? [])];
    const outline = means.outline === "slot" ? colours.pop() : means.outline;
    const colour = means.colour === "slot" ? (colours[0] ?? "auto") : means.colour;
    const pixels = Math.round(slots.pixels ?? 0);
    if (text === "" || text.length > LONGEST || outline === undefined) return null;
    if (slots.pixels !== undefined && (pixels < 4 || pixels > 4000)) return null;
    const percent = rounded(clamp(SIZES[means.size] * strength, 1, 60));
    return { text, place: slots.place ?? means.place, colour, outline, percent, pixels, bold: means.bold };
  },
  sentence({ text, place, colour, outline, pixels, bold, percent }) {
    const name = colour === "auto" ? "" : `${spokenColour(colour)} `;
    const size = pixels > 0 ? `${pixels} pixel ` : percent < 6 ? "small " : percent > 10 ? "large " : "";
    const edge =
      outline === "none" ? "" : outline === "auto" ? " with an outline" : ` with a ${spokenColour(outline)} outline`;
    const look = `${size}${bold ? "bold " : ""}${name}`;
    const letters = look === "" && edge === "" ? "" : ` in ${look}letters${edge}`;
    return `Write “${text.replaceAll("\n", " ")}” ${placeName(place)}${letters}.`;
  },
  apply(raster, { text, place, colour, outline, percent, pixels, bold }, { signal }) {
    const size = pixels > 0 ? pixels : (Math.min(raster.width, raster.height) * percent) / 100;
    const wish = { text, place, colour, outline, size, exactSize: pixels > 0, bold, opacity: 1 };
    return drawText(raster, wish, signal);
  },
});
