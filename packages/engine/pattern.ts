import type { Place } from "./plan";
import { WORD_GROUPS } from "./vocabulary/word-groups";

/** What a pattern can catch. */
export type Slot = "colour" | "ratio" | "degrees" | "up" | "down" | "text" | "number" | "pixels" | "size" | "place";
/** One place of a pattern: one of some words, or something of a kind. */
export type PatternItem = { optional: boolean } & (
  | { words: ReadonlySet<string>; slot: null }
  | { words: null; slot: Slot }
);

/** A pattern such as `{make}? black/dark and white`, ready to be matched. */
export type Pattern = {
  items: readonly PatternItem[];
  /** Whether it catches colours or places, so that words beside its own can match. */
  wide: boolean;
};

/** What the slots of a pattern caught. */
export type Slots = {
  /** Names of colours (keys of `COLOURS`), in the order in which they were said. */
  colours?: readonly string[];
  /** The first of them. */
  colour?: string;
  ratio?: { width: number; height: number };
  degrees?: number;
  /** What stood in quotation marks, as written; all of it in the order in which it was said, and the last one. */
  texts?: readonly string[];
  text?: string;
  /** A number without a unit. */
  number?: number;
  pixels?: number;
  /** Width and height in pixels, such as "1920x1080". */
  size?: { width: number; height: number };
  place?: Place;
};

const SLOTS: readonly Slot[] = [
  "colour",
  "ratio",
  "degrees",
  "up",
  "down",
  "text",
  "number",
  "pixels",
  "size",
  "place",
];

/**
 * Reads a pattern: words separated by spaces, `a/b` for either, `?` for may be missing, `{make}` for
 * a group of words, and, for what they name, `{colour}` (may stand twice), `{ratio}`, `{degrees}`, `{up}`,
 * `{down}`, `{text}` (in quotation marks, or a date; may stand twice), `{number}`, `{pixels}`, `{size}` and `{place}`.
 */
export function compilePattern(source: string): Pattern {
  const items = source.split(" ").map((part): PatternItem => {
    const optional = part.endsWith("?");
    const body = optional ? part.slice(0, -1) : part;
    const name = /^\{(\w+)\}$/.exec(body)?.[1];
    const slot = SLOTS.find((known) => known === name);
    if (slot !== undefined) return { optional, words: null, slot };
    return { optional, words: wordsOf(body, source), slot: null };
  });
  return {
    items,
    wide: items.some(({ slot }) => slot === "colour" || slot === "place"),
  };
}

/** The words of each place that was compiled: most stand in many patterns, and all of those share one set. */
const SETS = new Map<string, ReadonlySet<string>>();

function wordsOf(body: string, source: string): ReadonlySet<string> {
  const known = SETS.get(body);
  if (known !== undefined) return known;
  const words = new Set<string>();
  for (const word of body.split("/")) {
    const group = /^\{(\w+)\}$/.exec(word)?.[1];
    const members = group === undefined ? [word] : WORD_GROUPS[group];
    if (members === undefined) throw new Error(`Unknown group of words {${String(group)}} in the pattern "${source}"`);
    for (const member of members) words.add(member);
  }
  SETS.set(body, words);
  return words;
}

/** Patterns that ask for more and for less of something named by a noun, such as "contrast". */
export function amountPhrases(nouns: readonly string[]): { more: string[]; less: string[] } {
  const noun = nouns.join("/");
  return {
    more: [
      `{give}? {more} {more}? ${noun}`,
      `{more} {more}? level? ${noun}`,
      `{turn} up ${noun}`,
      `up/crank/bump/pump/boost ${noun}`,
      `{turn}? ${noun} up`,
      `{turn}? ${noun} {up}`,
      `{give}? {up} ${noun}`,
      `{make}? ${noun} higher/stronger/greater/bigger`,
      `{give}? {lack} ${noun}`,
      `add/with ${noun}`,
      `${noun} too low/weak`,
    ],
    less: [
      `{give}? {less} {less}? ${noun}`,
      `{turn} down/back ${noun}`,
      `{turn} ${noun} back`,
      `{turn}? ${noun} down`,
      `{turn}? ${noun} {down}`,
      `{give}? {down} ${noun}`,
      `{make}? ${noun} lower/weaker/smaller`,
      `{give}? excess ${noun}`,
      `${noun} excessive`,
      `${noun} too high`,
      `take out ${noun}`,
    ],
  };
}
