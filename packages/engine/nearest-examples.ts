import { distance } from "fastest-levenshtein";
import { tokenise } from "./language/tokenise";
import type { Operation } from "./operation";
import { FILLERS, PRONOUNS, WHOLE_PICTURE } from "./vocabulary/fillers";
import { WORD_GROUPS } from "./vocabulary/word-groups";

/** How much a word counts that is the same, of the same stem, or may be a mistyped one. */
const SAME = 1;
const SAME_STEM = 0.7;
const CLOSE = 0.5;

/** Letters that two words must share from the beginning to be of one stem, and the share of the longer one. */
const STEM = 4;
const STEM_SHARE = 0.6;

/** Words of at least this many letters may be mistyped, with so many letters wrong. */
const LONG = 5;
const MISTAKES = 2;

/** A word counts for less than this when nearly every operation speaks of it: "make", "add". */
const LEAST = 0.08;

/** Words that say nothing about what is asked for. */
const COMMON: ReadonlySet<string> = new Set([
  ...[...FILLERS, ...WHOLE_PICTURE, ...PRONOUNS.flatMap(([, words]) => words)].flatMap((phrase) => phrase.split(" ")),
  ...["make", "give", "turn", "less"].flatMap((group) => WORD_GROUPS[group] ?? []),
  ..."on from with for up down out like as more not it than all new big small".split(" "),
]);

/**
 * Examples of the operations that are nearest to some words, nearest first: by words in common, the rarer the
 * better, by their stems and by what may be mistyped. Fewer than `most`, or none, when nothing is near.
 */
export function nearestExamples(words: string, operations: readonly Operation[], most: number): string[] {
  const said = [...new Set(wordsOf(words))];
  const { known, uses } = knownOf(operations);
  const near = (word: string, own: Iterable<string>): number =>
    Math.max(0, ...[...own].map((other) => likeness(word, other) / (uses.get(other) ?? 1)));
  const score = (own: Iterable<string>): number => said.reduce((sum, word) => sum + near(word, own), 0);
  return known
    .map(({ examples, own }) => ({ examples, score: score(own) }))
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ examples }) => bestOf(examples, (example) => score(wordsOf(example))));
}

type Known = { known: { examples: readonly string[]; own: ReadonlySet<string> }[]; uses: ReadonlyMap<string, number> };

const remembered = new WeakMap<readonly Operation[], Known>();

/** The words of all operations; cut out once, since every refusal needs them. */
function knownOf(operations: readonly Operation[]): Known {
  const before = remembered.get(operations);
  if (before !== undefined) return before;
  const known = operations.map(({ title, examples }) => ({
    examples,
    own: new Set([title, ...examples].flatMap(wordsOf)),
  }));
  const uses = new Map<string, number>();
  for (const { own } of known) for (const word of own) uses.set(word, (uses.get(word) ?? 0) + 1);
  remembered.set(operations, { known, uses });
  return { known, uses };
}

function likeness(word: string, other: string): number {
  if (word === other) return SAME;
  const longer = Math.max(word.length, other.length);
  let shared = 0;
  while (shared < word.length && word[shared] === other[shared]) shared++;
  if (shared >= STEM && shared >= longer * STEM_SHARE) return SAME_STEM;
  const isLong = Math.min(word.length, other.length) >= LONG;
  return isLong && distance(word, other) <= MISTAKES ? CLOSE : 0;
}

const bestOf = (examples: readonly string[], score: (example: string) => number): string =>
  examples.reduce((best, example) => (score(example) > score(best) ? example : best), examples[0] ?? "");

const wordsOf = (text: string): string[] =>
  tokenise(text).flatMap((token) => (token.kind === "word" && !COMMON.has(token.text) ? [token.text] : []));
