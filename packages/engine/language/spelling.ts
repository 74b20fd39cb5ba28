import { distance } from "fastest-levenshtein";
import { LOOKALIKES } from "../vocabulary/lookalikes";

/** Knows the words that mean something, and which of them a mistyped word may stand for. */
export type Speller = {
  /** True for a word that means something as it is written. */
  knows(word: string): boolean;
  /** The words that `typed` may stand for: itself when it is known, else all that are one typing mistake away. */
  meant(typed: string): readonly string[];
};

/** How many mistyped words are remembered. */
const REMEMBERED = 1000;

/** A speller for a vocabulary; a word of it is always meant as written. */
export function createSpeller(vocabulary: Iterable<string>): Speller {
  const words = new Map([...vocabulary].map((word) => [word, [word]] as const));
  const alike = new Map<string, string[]>();
  for (const word of words.keys()) {
    const key = shape(word[0], word.length);
    alike.set(key, [...(alike.get(key) ?? []), word]);
  }
  const remembered = new Map<string, readonly string[]>();
  // A real word of its own is meant as written: `block` is not `black`.
  const search = (typed: string): readonly string[] =>
    LOOKALIKES.has(typed)
      ? []
      : [typed.length - 1, typed.length, typed.length + 1].flatMap((length) =>
          (alike.get(shape(typed[0], length)) ?? []).filter((word) => isOneTypoAway(typed, word)),
        );
  return {
    knows: (word) => words.has(word),
    meant(typed) {
      const before = words.get(typed) ?? remembered.get(typed);
      if (before !== undefined) return before;
      const found = search(typed);
      if (remembered.size >= REMEMBERED) remembered.clear();
      remembered.set(typed, found);
      return found;
    },
  };
}

const shape = (first: string | undefined, length: number): string => `${first ?? ""}${length}`;

/**
 * True when `typed` is `word` with one letter too many, missing, wrong or swapped with its neighbour.
 * Short words and words that begin differently never are.
 */
export function isOneTypoAway(typed: string, word: string): boolean {
  if (typed.length < 4 || word.length < 4 || typed.length + word.length < 9 || typed[0] !== word[0]) return false;
  return distance(typed, word) <= 1 || isSwapped(typed, word);
}

/** Two neighbours swapped, which counts as two mistakes by Levenshtein's distance. */
function isSwapped(typed: string, word: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at++;
  return typed === `${word.slice(0, at)}${word[at + 1] ?? ""}${word[at] ?? ""}${word.slice(at + 2)}`;
}
