/** What the words of a phrase say beyond the slots. */
export type TextMeans = {
  /** `slot`: the first colour that was said, if any. */
  colour: string;
  /** `slot`: the last colour that was said. */
  outline: string;
  size: "normal" | "small" | "large" | "huge";
  bold: boolean;
};

const VERB = "write/print/type/add/put/place/overlay/insert/draw/give/show/display/stamp/engrave/have/include";
const NOUN =
  "text/texts/word/words/title/heading/headline/letters/label/name/lettering/inscription/line/message/quote/slogan/sentence/phrase";
const SAYING = "saying/says/reading/reads/with/of?";
const LETTERS = "letters/text/font/lettering/type/colour/writing/characters/print/script";
const WHERE = "on/across/over/along/near/onto? {place} side/corner/edge/part/half?";
const EDGE = "outline/outlines/border/edge/edges/stroke/contour";

const SIZES: ReadonlyArray<readonly [size: TextMeans["size"], words: string]> = [
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
  ].map((pattern) => pattern.replaceAll(/ {2,}/g, " ").trim());
}

/** Ways to ask for words on the picture. */
export const TEXT_PHRASES: { means: TextMeans; say: string[] }[] = SIZES.flatMap(([size, sizeWords]) =>
  [false, true].flatMap((bold) =>
    COLOURS.flatMap(([colour, colourWords]) =>
      OUTLINES.map(([outline, outlineWords]) => ({
        means: { colour, outline, size, bold },
        say: say(sizeWords, bold ? "bold/fat" : "", colourWords, outlineWords),
      })),
    ),
  ),
);
