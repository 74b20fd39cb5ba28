import { COLOUR_ADJECTIVES, COLOURS } from "@/lib/ai/local/colours";
import { DIRECTIONS } from "@/lib/ai/local/match-pattern";
import type { CoreToken, Pattern, PatternItem, Slot } from "@/lib/ai/local/pattern";

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

/**
 * The shortest words that both patterns match, if there are any: an exact answer, found by walking through
 * both at once. Words for which `isSaid` is false never reach a pattern.
 */
export function commonWords(one: Pattern, other: Pattern, isSaid: (word: string) => boolean): CoreToken[] | null {
  const [first, second] = [singlesOf(one), singlesOf(other)];
  const known = new Map<string, CoreToken[] | null>();
  const walk = (i: number, j: number): CoreToken[] | null => {
    if (i === first.length && j === second.length) return [];
    const key = `${i} ${j}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const [a, b] = [first[i], second[j]];
    const token = a === undefined || b === undefined ? null : commonToken(a, b, isSaid);
    const rest = token === null ? null : walk(i + 1, j + 1);
    const found = [
      a?.optional === true ? walk(i + 1, j) : null,
      b?.optional === true ? walk(i, j + 1) : null,
      token === null || rest === null ? null : [token, ...rest],
    ].filter((words) => words !== null);
    const shortest = found.toSorted((x, y) => x.length - y.length)[0] ?? null;
    known.set(key, shortest);
    return shortest;
  };
  const words = walk(0, 0);
  return words === null || words.length === 0 ? null : words;
}

/** Colours and places may be two words: each becomes one that may be missing and one that may not. */
function singlesOf({ items }: Pattern): Single[] {
  return items.flatMap((item) => {
    if (item.slot === "colour") return wide(item, COLOUR_ADJECTIVES, new Set(Object.keys(COLOURS)));
    if (item.slot === "place") return wide(item, new Set(Object.keys(DIRECTIONS)), new Set(Object.keys(DIRECTIONS)));
    return [{ optional: item.optional, words: item.words ?? new Set<string>(), slot: item.slot }];
  });
}

const wide = ({ optional }: PatternItem, first: ReadonlySet<string>, second: ReadonlySet<string>): Single[] => [
  { optional: true, words: first, slot: null },
  { optional, words: second, slot: null },
];

function commonToken(one: Single, other: Single, isSaid: (word: string) => boolean): CoreToken | null {
  if (one.slot !== null && one.slot === other.slot && one.slot !== "colour" && one.slot !== "place") return SAMPLES[one.slot];
  const slots = [one.slot, other.slot];
  if (slots.includes("degrees") && slots.includes("number")) return SAMPLES.number;
  const [few, many] = one.words.size < other.words.size ? [one.words, other.words] : [other.words, one.words];
  for (const text of few) if (many.has(text) && isSaid(text)) return wordToken(text);
  return null;
}

const wordToken = (text: string): CoreToken =>
  ["and", "then", "but", "plus"].includes(text)
    ? { kind: "break", strong: false, text, ...WHERE }
    : { kind: "word", text, ...WHERE };
