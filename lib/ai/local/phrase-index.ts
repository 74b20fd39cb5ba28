import { COLOUR_ADJECTIVES, COLOURS } from "./colours";
import { DIRECTIONS } from "./match-pattern";
import type { CoreToken, Pattern, PatternItem, Slot } from "./pattern";
import type { Speller } from "./spelling";

/** Finds, among many patterns, the few that could match some words. */
export type PhraseIndex<T> = {
  /** What stands for the patterns worth trying on these words, in the order in which they were listed. */
  candidates(core: readonly CoreToken[]): T[];
};

type Entry<T> = { value: T; order: number; fewest: number; most: number };

/** Slots that catch up to two words: "dark blue", "top left". */
const WIDE: ReadonlySet<Slot | null> = new Set<Slot | null>(["colour", "place"]);

/** Words that a slot of its own catches, with what that slot is filed under. */
const SLOTS_OF_WORDS: ReadonlyMap<string, string> = new Map([
  ...[...Object.keys(COLOURS), ...COLOUR_ADJECTIVES].map((word) => [word, "{colour}"] as const),
  ...Object.keys(DIRECTIONS).map((word) => [word, "{place}"] as const),
]);

/**
 * Files each pattern under one of its items that may not be missing, the one with the rarest words; a
 * pattern is a candidate only when one of them was said. So most of them are never looked at.
 */
export function createPhraseIndex<T>(
  phrases: ReadonlyArray<{ pattern: Pattern; value: T }>,
  speller: Speller,
): PhraseIndex<T> {
  const uses = new Map<string, number>();
  for (const { pattern } of phrases)
    for (const key of required(pattern).flatMap(keysOfItem)) uses.set(key, (uses.get(key) ?? 0) + 1);
  const cost = (item: PatternItem): number => keysOfItem(item).reduce((sum, key) => sum + (uses.get(key) ?? 0), 0);

  const filed = new Map<string, Entry<T>[]>();
  let longest = 0;
  for (const [order, { pattern, value }] of phrases.entries()) {
    const needed = required(pattern);
    const [rarest] = needed.toSorted((a, b) => cost(a) - cost(b));
    if (rarest === undefined) throw new Error("A pattern needs an item that may not be missing");
    const most = pattern.items.reduce((sum, { slot }) => sum + (WIDE.has(slot) ? 2 : 1), 0);
    longest = Math.max(longest, most);
    const entry: Entry<T> = { value, order, fewest: needed.length, most };
    for (const key of keysOfItem(rarest)) {
      const entries = filed.get(key) ?? [];
      entries.push(entry);
      filed.set(key, entries);
    }
  }

  return {
    candidates(core) {
      if (core.length > longest) return [];
      const keys = new Set(core.flatMap((token) => keysOfToken(token, speller)));
      const found = new Set<Entry<T>>();
      for (const key of keys) {
        for (const entry of filed.get(key) ?? []) {
          if (entry.fewest <= core.length && core.length <= entry.most) found.add(entry);
        }
      }
      return [...found].toSorted((a, b) => a.order - b.order).map(({ value }) => value);
    },
  };
}

const required = ({ items }: Pattern): PatternItem[] => items.filter(({ optional }) => !optional);

/** A slot is filed under its name in braces, which no word can be. */
const keysOfItem = ({ words, slot }: PatternItem): string[] => (words === null ? [`{${slot}}`] : [...words]);

function keysOfToken(token: CoreToken, speller: Speller): string[] {
  switch (token.kind) {
    case "word": {
      const words = speller.meant(token.text);
      const slots = words.flatMap((word) => SLOTS_OF_WORDS.get(word) ?? []);
      return words.length === 0 ? [token.text, ...slots] : [...words, ...slots];
    }
    case "break":
      return [token.text];
    case "quoted":
      return [token.text.toLowerCase(), "{text}"];
    case "quantity":
      return ["{degrees}", "{number}", "{pixels}", ...(token.word === undefined ? [] : [token.word])];
    case "direction":
      return [token.up ? "{up}" : "{down}"];
    case "ratio":
      return ["{ratio}"];
    case "size":
      return ["{size}"];
    case "opaque":
      return [];
  }
}
