import { COLOUR_ADJECTIVES, COLOURS } from "../vocabulary/colours";
import { type CoreToken, DIRECTIONS } from "../language/match-pattern";
import type { Pattern, PatternItem, Slot } from "../pattern";

/** A place of a pattern that takes exactly one token: one of some words, or something of a kind. */
type Single = { optional: boolean; words: ReadonlySet<string>; slot: Slot | null };

const WHERE = { start: 0, end: 0 };
const SAMPLES: Readonly<Record<Exclude<Slot, "colour" | "place">, CoreToken>> = {
  ratio: { kind: "ratio", width: 16, height: 9, ...WHERE },
  degrees: { kind: "quantity", unit: "degrees", value: 20, sign: 0, ...WHERE },
  up: { kind: "direction", up: true, ...WHERE },
  down: { kind: "direction", up: false, ...WHERE },
  text: { kind: "quoted", text: "Hello", ...WHERE },
  number: { kind: "quantity", unit: "none", value: 20, sign: 0, ...WHERE },
  pixels: { kind: "quantity", unit: "pixels", value: 20, sign: 0, ...WHERE },
  size: { kind: "size", width: 200, height: 100, ...WHERE },
};

/** A pattern as places of one token each, without the words that can never be said. */
export type Walkable = { places: readonly Single[]; keys: ReadonlySet<string>; anchor: readonly string[] };

/**
 * Readies a pattern for the search. `keys` are all words (and kinds of things, in braces) that it may take;
 * `anchor` are those of one place that may not be missing, the fewest.
 */
export function walkable({ items }: Pattern, isSaid: (word: string) => boolean): Walkable {
  const places = items
    .flatMap(singlesOf)
    .map((single) => ({ ...single, words: new Set([...single.words].filter(isSaid)) }));
  const needed = places.filter(({ optional }) => !optional).map(keysOf);
  return {
    places,
    keys: new Set(places.flatMap(keysOf)),
    anchor: needed.toSorted((a, b) => a.length - b.length)[0] ?? [],
  };
}

/**
 * The shortest words that both patterns match, if there are any: an exact answer, found by walking through
 * both at once.
 */
export function commonWords(one: Walkable, other: Walkable): CoreToken[] | null {
  const [first, second] = [one.places, other.places];
  // A number for each pair of places left, from the end: how many words the rest needs; none: it cannot be.
  const width = second.length + 1;
  const lengths = new Float64Array((first.length + 1) * width).fill(Infinity);
  lengths[first.length * width + second.length] = 0;
  const tokens = new Map<number, CoreToken>();
  for (let i = first.length; i >= 0; i--) {
    for (let j = second.length; j >= 0; j--) {
      const at = i * width + j;
      const [a, b] = [first[i], second[j]];
      if (a?.optional === true) lengths[at] = Math.min(lengths[at] ?? Infinity, lengths[at + width] ?? Infinity);
      if (b?.optional === true) lengths[at] = Math.min(lengths[at] ?? Infinity, lengths[at + 1] ?? Infinity);
      const after = (lengths[at + width + 1] ?? Infinity) + 1;
      if (a === undefined || b === undefined || after >= (lengths[at] ?? Infinity)) continue;
      const token = commonToken(a, b);
      if (token === null) continue;
      lengths[at] = after;
      tokens.set(at, token);
    }
  }
  const length = lengths[0] ?? Infinity;
  return length === 0 || length === Infinity ? null : wordsOf(lengths, tokens, width);
}

function wordsOf(lengths: Float64Array, tokens: ReadonlyMap<number, CoreToken>, width: number): CoreToken[] {
  const words: CoreToken[] = [];
  for (let at = 0; (lengths[at] ?? 0) > 0;) {
    const token = tokens.get(at);
    const left = lengths[at];
    if (lengths[at + width] === left) at += width;
    else if (lengths[at + 1] === left && (at + 1) % width !== 0) at += 1;
    else {
      if (token !== undefined) words.push(token);
      at += width + 1;
    }
  }
  return words;
}

const keysOf = ({ words, slot }: Single): string[] => {
  if (slot === null) return [...words];
  return [slot === "degrees" ? "{number}" : `{${slot}}`];
};

/** Colours and places may be two words: each becomes one that may be missing and one that may not. */
function singlesOf(item: PatternItem): Single[] {
  if (item.slot === "colour") return wide(item, COLOUR_ADJECTIVES, new Set(Object.keys(COLOURS)));
  if (item.slot === "place") return wide(item, new Set(Object.keys(DIRECTIONS)), new Set(Object.keys(DIRECTIONS)));
  return [{ optional: item.optional, words: item.words ?? new Set<string>(), slot: item.slot }];
}

const wide = ({ optional }: PatternItem, first: ReadonlySet<string>, second: ReadonlySet<string>): Single[] => [
  { optional: true, words: first, slot: null },
  { optional, words: second, slot: null },
];

function commonToken(one: Single, other: Single): CoreToken | null {
  if (one.slot !== null && one.slot === other.slot && one.slot !== "colour" && one.slot !== "place")
    return SAMPLES[one.slot];
  const slots = [one.slot, other.slot];
  if (slots.includes("degrees") && slots.includes("number")) return SAMPLES.number;
  const [few, many] = one.words.size < other.words.size ? [one.words, other.words] : [other.words, one.words];
  for (const text of few) if (many.has(text)) return wordToken(text);
  return null;
}

const wordToken = (text: string): CoreToken =>
  ["and", "then", "but", "plus", ","].includes(text)
    ? { kind: "break", strong: false, text, ...WHERE }
    : { kind: "word", text, ...WHERE };
