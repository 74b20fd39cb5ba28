import { NEUTRAL_NAMES } from "./paint";

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
export const EXTEND_PHRASES: { means: Means; say: string[] }[] = [
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
