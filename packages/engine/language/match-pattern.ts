import { COLOUR_ADJECTIVES, COLOURS } from "../vocabulary/colours";
import type { Pattern, PatternItem, Slots } from "../pattern";
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
const canHold = ({ words, wide }: Pattern, text: string, speller: Speller): boolean =>
  (wide && isCaught(text)) || speller.meant(text).some((word) => words.has(word) || (wide && isCaught(word)));

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
    return caught === null ? null : walk(all, item + 1, token + 1, { ...slots, ...caught });
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

function catchColour(words: readonly CoreToken[], length: number, slots: Slots, speller: Speller): Slots | null {
  const colour = colourOf(words, length, speller);
  return colour === null ? null : withColour(slots, colour);
}

function catchPlace(words: readonly CoreToken[], length: number, slots: Slots): Slots | null {
  const place = placeOf(words, length);
  return place === null ? null : { ...slots, place };
}

function accept(want: PatternItem, have: CoreToken, speller: Speller): Slots | null {
  if (want.words !== null) {
    // A break may belong to a pattern: "black and white".
    if (have.kind === "break") return want.words.has(have.text) ? {} : null;
    // Somebody may put a word of the request itself in quotation marks.
    if (have.kind === "quoted") return want.words.has(have.text.toLowerCase()) ? {} : null;
    // "In one picture": not every number counts something.
    if (have.kind === "quantity") return have.word !== undefined && want.words.has(have.word) ? {} : null;
    if (have.kind !== "word") return null;
    const { text } = have;
    return speller.meant(text).some((word) => want.words?.has(word)) ? {} : null;
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
