import { COLOUR_ADJECTIVES, COLOURS } from "../vocabulary/colours";
import type { Pattern, PatternItem, Slot, Slots } from "../pattern";
import { type Place, PLACES } from "../plan";
import type { Speller } from "./spelling";
import type { Token } from "./tokenise";

/** A quantity without meaning of its own direction, as `+` and `double` leave it behind. */
export type CoreToken = Token | { kind: "direction"; up: boolean; start: number; end: number };

/** Words for places, alone or two together. */
export const DIRECTIONS: Readonly<Record<string, Place>> = {
  top: "top",
  upper: "top",
  bottom: "bottom",
  lower: "bottom",
  left: "left",
  right: "right",
  lefthand: "left",
  righthand: "right",
  centre: "centre",
  middle: "centre",
  centred: "centre",
};

/** Matches all of `tokens`; anything left over is no match. An unknown word may hold one typing mistake. */
export function matchPattern(pattern: Pattern, tokens: readonly CoreToken[], speller: Speller): Slots | null {
  if (!tokens.every((token) => token.kind !== "word" || canHold(pattern, token.text, speller))) return null;
  return walk({ items: pattern.items, tokens, speller, failed: new Set() }, 0, 0, {});
}

/** Whether a word can stand anywhere in what the pattern matches: settles most cases at once. */
const canHold = ({ items, wide }: Pattern, text: string, speller: Speller): boolean =>
  (wide && isCaught(text)) ||
  speller.meant(text).some((word) => items.some(({ words }) => words?.has(word) === true) || (wide && isCaught(word)));

const isCaught = (word: string): boolean =>
  Object.hasOwn(COLOURS, word) || COLOUR_ADJECTIVES.has(word) || Object.hasOwn(DIRECTIONS, word);

type Walk = {
  items: Pattern["items"];
  tokens: readonly CoreToken[];
  speller: Speller;
  /** Places of pattern and words from which there is no way to the end, so that none is tried twice. */
  failed: Set<number>;
};

function walk(all: Walk, item: number, token: number, slots: Slots): Slots | null {
  const { items, tokens, failed } = all;
  const want = items[item];
  if (want === undefined) return token === tokens.length ? slots : null;
  const place = item * (tokens.length + 1) + token;
  if (failed.has(place)) return null;
  const found = take(all, want, item, token, slots) ?? (want.optional ? walk(all, item + 1, token, slots) : null);
  if (found === null) failed.add(place);
  return found;
}

/** Goes on behind what the item catches at this place. */
function take(all: Walk, want: PatternItem, item: number, token: number, slots: Slots): Slots | null {
  const { tokens, speller } = all;
  const have = tokens[token];
  if (have === undefined) return null;
  if (want.slot !== "colour" && want.slot !== "place") {
    const caught = accept(want, have, speller);
    return caught === null ? null : walk(all, item + 1, token + 1, joined(slots, caught));
  }
  for (let length = 2; length >= 1; length--) {
    const words = tokens.slice(token, token + length);
    const caught =
      want.slot === "colour" ? catchColour(words, length, slots, speller) : catchPlace(words, length, slots);
    const rest = caught === null ? null : walk(all, item + 1, token + length, caught);
    if (rest !== null) return rest;
  }
  return null;
}

const joined = (slots: Slots, caught: Slots): Slots =>
  caught.text === undefined
    ? { ...slots, ...caught }
    : { ...slots, ...caught, texts: [...(slots.texts ?? []), caught.text] };

function catchColour(words: readonly CoreToken[], length: number, slots: Slots, speller: Speller): Slots | null {
  const colour = colourOf(words, length, speller);
  return colour === null ? null : withColour(slots, colour);
}

function catchPlace(words: readonly CoreToken[], length: number, slots: Slots): Slots | null {
  const place = placeOf(words, length);
  return place === null ? null : { ...slots, place };
}

function accept(want: PatternItem, have: CoreToken, speller: Speller): Slots | null {
  if (want.words === null)
    return have.kind === "quantity" ? catchQuantity(want.slot, have) : catchOther(want.slot, have);
  const { words } = want;
  return wordsOf(have, speller).some((word) => words.has(word)) ? {} : null;
}

/** What a token may stand for where a pattern wants a word. */
function wordsOf(token: CoreToken, speller: Speller): readonly string[] {
  switch (token.kind) {
    case "word":
      return speller.meant(token.text);
    case "break":
      // A break may belong to a pattern: "black and white".
      return [token.text];
    case "quoted":
      // Somebody may put a word of the request itself in quotation marks.
      return [token.text.toLowerCase()];
    case "quantity":
      // "In one picture": not every number counts something.
      return token.word === undefined ? [] : [token.word];
    case "ratio":
    case "size":
    case "direction":
    case "opaque":
      return [];
  }
}

type Quantity = Extract<CoreToken, { kind: "quantity" }>;

function catchQuantity(slot: Slot, { unit, value, sign }: Quantity): Slots | null {
  if (slot === "degrees")
    return unit === "degrees" || unit === "none" ? { degrees: sign === -1 ? -value : value } : null;
  if (sign !== 0) return null;
  if (slot === "number") return unit === "none" ? { number: value } : null;
  return slot === "pixels" && unit === "pixels" ? { pixels: value } : null;
}

function catchOther(slot: Slot, have: Exclude<CoreToken, Quantity>): Slots | null {
  switch (have.kind) {
    case "ratio":
      return slot === "ratio" ? { ratio: { width: have.width, height: have.height } } : null;
    case "size":
      return slot === "size" ? { size: { width: have.width, height: have.height } } : null;
    case "quoted":
      return slot === "text" ? { text: have.text } : null;
    case "direction":
      return slot === (have.up ? "up" : "down") ? {} : null;
    case "word":
    case "break":
    case "opaque":
      return null;
  }
}

function colourOf(tokens: readonly CoreToken[], length: number, speller: Speller): string | null {
  if (tokens.length < length || tokens.some((token) => token.kind !== "word")) return null;
  const words = tokens.map((token) => (token.kind === "word" ? token.text : ""));
  const name = words.join("");
  const [only] = words;
  const isWhole = length === 1 || (only !== undefined && COLOUR_ADJECTIVES.has(only));
  if (isWhole && Object.hasOwn(COLOURS, name)) return name;
  if (length > 1 || only === undefined || speller.knows(only)) return null;
  const close = speller.meant(only).filter((word) => Object.hasOwn(COLOURS, word));
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
