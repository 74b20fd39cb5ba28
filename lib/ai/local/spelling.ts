import { LOOKALIKES } from "./lookalikes";

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
  const words = new Set(vocabulary);
  const alike = new Map<string, string[]>();
  for (const word of words) {
    const key = shape(word[0], word.length);
    alike.set(key, [...(alike.get(key) ?? []), word]);
  }
  const remembered = new Map<string, readonly string[]>();
  const search = (typed: string): readonly string[] =>
    [typed.length - 1, typed.length, typed.length + 1].flatMap((length) =>
      (alike.get(shape(typed[0], length)) ?? []).filter((word) => isOneTypoAway(typed, word)),
    );
  return {
    knows: (word) => words.has(word),
    meant(typed) {
      if (words.has(typed)) return [typed];
      const before = remembered.get(typed);
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
 * Short words, words that begin differently and real words of their own (`block` is not `black`) never are.
 */
function isOneTypoAway(typed: string, word: string): boolean {
  if (typed.length < 4 || word.length < 4 || typed.length + word.length < 9) return false;
  if (typed[0] !== word[0] || LOOKALIKES.has(typed)) return false;
  if (Math.abs(typed.length - word.length) > 1) return false;
  let from = 0;
  while (from < typed.length && typed[from] === word[from]) from++;
  let left = typed.length;
  let right = word.length;
  while (left > from && right > from && typed[left - 1] === word[right - 1]) {
    left--;
    right--;
  }
  const extra = typed.slice(from, left);
  const missing = word.slice(from, right);
  if (extra.length <= 1 && missing.length <= 1) return true;
  return extra.length === 2 && missing.length === 2 && extra[0] === missing[1] && extra[1] === missing[0];
}
