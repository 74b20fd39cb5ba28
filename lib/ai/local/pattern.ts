import { COLOUR_ADJECTIVES, COLOURS } from "./colours";
import { isOneTypoAway, isSameWord } from "./spelling";
import type { Token } from "./tokenise";
import { WORD_GROUPS } from "./words";

/** Places in a picture. */
export const PLACES = [
  "top",
  "bottom",
  "left",
  "right",
  "centre",
  "top-left",
  "top-right",
  "bottom-left",
  "bottom-right",
] as const;

const DIRECTIONS: Readonly<Record<string, Place>> = {
  top: "top",
  upper: "top",
  above: "top",
  bottom: "bottom",
  lower: "bottom",
  below: "bottom",
  left: "left",
  right: "right",
  lefthand: "left",
  righthand: "right",
  centre: "centre",
  middle: "centre",
  centred: "centre",
};

type Slot = "colour" | "ratio" | "degrees" | "up" | "down" | "text" | "number" | "pixels" | "size" | "place";
type Item = { optional: boolean } & ({ words: ReadonlySet<string>; slot: null } | { words: null; slot: Slot });

/** A pattern such as `{make}? black/dark and white`, ready to be matched. */
export type Pattern = { items: readonly Item[]; words: ReadonlySet<string> };

/** What the slots of a pattern caught. */
export type Slots = {
  /** Names of colours (keys of `COLOURS`), in the order in which they were said. */
  colours?: readonly string[];
  /** The first of them. */
  colour?: string;
  ratio?: { width: number; height: number };
  degrees?: number;
  /** What stood in quotation marks, as written. */
  text?: string;
  /** A number without a unit. */
  number?: number;
  pixels?: number;
  /** Width and height in pixels, such as "1920x1080". */
  size?: { width: number; height: number };
  place?: Place;
};

/** A place in the picture by word. */
export type Place = (typeof PLACES)[number];

/** A quantity without meaning of its own direction, as `+` and `double` leave it behind. */
export type CoreToken = Token | { kind: "direction"; up: boolean; start: number; end: number };

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
 * `{down}`, `{text}` (in quotation marks), `{number}`, `{pixels}`, `{size}` and `{place}`.
 */
export function compilePattern(source: string): Pattern {
  const items = source.split(" ").map((part): Item => {
    const optional = part.endsWith("?");
    const body = optional ? part.slice(0, -1) : part;
    const name = /^\{(\w+)\}$/.exec(body)?.[1];
    const slot = SLOTS.find((known) => known === name);
    if (slot !== undefined) return { optional, words: null, slot };
    const words = body.split("/").flatMap((word) => {
      const group = /^\{(\w+)\}$/.exec(word)?.[1];
      if (group === undefined) return [word];
      const members = WORD_GROUPS[group];
      if (members === undefined) throw new Error(`Unknown group of words {${group}} in the pattern "${source}"`);
      return members;
    });
    return { optional, words: new Set(words), slot: null };
  });
  return { items, words: new Set(items.flatMap((item) => [...(item.words ?? [])])) };
}

/** Matches all of `tokens`; anything left over is no match. A word outside of `known` may hold one typing mistake. */
export function matchPattern(pattern: Pattern, tokens: readonly CoreToken[], known: ReadonlySet<string>): Slots | null {
  const { items } = pattern;
  const walk = (item: number, token: number, slots: Slots): Slots | null => {
    const want = items[item];
    if (want === undefined) return token === tokens.length ? slots : null;
    const have = tokens[token];
    if (have !== undefined) {
      if (want.slot === "colour") {
        for (let length = 2; length >= 1; length--) {
          const colour = colourOf(tokens.slice(token, token + length), length, known);
          const rest = colour === null ? null : walk(item + 1, token + length, withColour(slots, colour));
          if (rest !== null) return rest;
        }
      } else if (want.slot === "place") {
        for (let length = 2; length >= 1; length--) {
          const place = placeOf(tokens.slice(token, token + length), length);
          const rest = place === null ? null : walk(item + 1, token + length, { ...slots, place });
          if (rest !== null) return rest;
        }
      } else {
        const caught = accept(want, have, known);
        const rest = caught === null ? null : walk(item + 1, token + 1, { ...slots, ...caught });
        if (rest !== null) return rest;
      }
    }
    return want.optional ? walk(item + 1, token, slots) : null;
  };
  return walk(0, 0, {});
}

function accept(want: Item, have: CoreToken, known: ReadonlySet<string>): Slots | null {
  if (want.words !== null) {
    // A break may belong to a pattern: "black and white".
    if (have.kind === "break") return want.words.has(have.text) ? {} : null;
    // Somebody may put a word of the request itself in quotation marks.
    if (have.kind === "quoted") return want.words.has(have.text.toLowerCase()) ? {} : null;
    if (have.kind !== "word") return null;
    const { text } = have;
    if (want.words.has(text)) return {};
    return [...want.words].some((word) => isSameWord(text, word, known)) ? {} : null;
  }
  if (want.slot === "ratio" && have.kind === "ratio") return { ratio: { width: have.width, height: have.height } };
  if (want.slot === "degrees" && have.kind === "quantity" && (have.unit === "degrees" || have.unit === "none")) {
    return { degrees: have.sign === -1 ? -have.value : have.value };
  }
  if (want.slot === "text" && have.kind === "quoted") return { text: have.text };
  if (want.slot === "size" && have.kind === "size") return { size: { width: have.width, height: have.height } };
  if (want.slot === "number" && have.kind === "quantity" && have.unit === "none" && have.sign === 0)
    return { number: have.value };
  if (want.slot === "pixels" && have.kind === "quantity" && have.unit === "pixels" && have.sign === 0)
    return { pixels: have.value };
  if (have.kind === "direction" && ((want.slot === "up" && have.up) || (want.slot === "down" && !have.up))) return {};
  return null;
}

function colourOf(tokens: readonly CoreToken[], length: number, known: ReadonlySet<string>): string | null {
  if (tokens.length < length || tokens.some((token) => token.kind !== "word")) return null;
  const words = tokens.map((token) => (token.kind === "word" ? token.text : ""));
  const name = words.join("");
  const [only] = words;
  const isWhole = length === 1 || (only !== undefined && COLOUR_ADJECTIVES.has(only));
  if (isWhole && Object.hasOwn(COLOURS, name)) return name;
  if (length > 1 || only === undefined || known.has(only)) return null;
  const close = Object.keys(COLOURS).filter((colour) => isOneTypoAway(only, colour));
  return close.length === 1 ? (close[0] ?? null) : null;
}

const withColour = (slots: Slots, colour: string): Slots => ({
  ...slots,
  colour: slots.colour ?? colour,
  colours: [...(slots.colours ?? []), colour],
});

function placeOf(tokens: readonly CoreToken[], length: number): Place | null {
  if (tokens.length < length || tokens.some((token) => token.kind !== "word")) return null;
  const words = tokens.flatMap((token) => (token.kind === "word" ? [token.text] : []));
  const [vertical = null, horizontal = null] =
    length === 2 ? words.map((word) => DIRECTIONS[word] ?? null) : [DIRECTIONS[words[0] ?? ""] ?? null];
  if (length === 1) return vertical;
  if (vertical === null || horizontal === null) return null;
  const name = [vertical, horizontal].toSorted((a) => (a === "top" || a === "bottom" ? -1 : 1)).join("-");
  if (vertical === "centre" || horizontal === "centre") return vertical === "centre" ? horizontal : vertical;
  return PLACES.find((place) => place === name) ?? null;
}
