import type { Operation } from "../operation";
import { compilePattern, type Pattern } from "../pattern";
import { COLOURS } from "../vocabulary/colours";
import { ELABORATIONS } from "../vocabulary/elaborations";
import { LIMITS, REGION_LIMITS } from "../vocabulary/limits";
import {
  AFTER_A_PART,
  BEHIND,
  COLOUR_NOUNS,
  DESCRIPTIONS,
  DETERMINERS,
  EXCEPT,
  ONLY,
  PERSON_PRONOUNS,
  PLACE_NOUNS,
  REGION_NOUNS,
  REGION_PLACES,
  REGION_PREPOSITIONS,
  REST,
} from "../vocabulary/regions";
import { NUMBER_WORDS, SPELLINGS } from "../vocabulary/spellings";
import { PRONOUNS, STOP_PHRASES, WHOLE_PICTURE } from "../vocabulary/stop-phrases";
import { COMPOUNDS, FACTORS, STRENGTHS } from "../vocabulary/strengths";
import { NEGATIONS } from "../vocabulary/verbs";
import { createPhraseIndex, createPhraseTable, type PhraseIndex, type PhraseTable } from "./phrase-index";
import { createSpeller, type Speller } from "./spelling";

/** What the picture or a part of it is called when it is not named: what that is depends on what was said before. */
export type Pronoun = (typeof PRONOUNS)[number][0];

/** One way to ask for an operation. */
export type OperationPhrase = { operation: Operation; pattern: Pattern; read: Operation["phrases"][number]["read"] };

/** All words of a reader and what they may be part of, compiled once from the vocabulary and the operations. */
export type Lexicon = {
  /** Every word that means something here. Such a word is taken as written, never as a misspelling of another. */
  words: ReadonlySet<string>;
  speller: Speller;
  /** Which operations some words may ask for. */
  phrases: PhraseIndex<OperationPhrase>;
  compounds: PhraseTable<string>;
  /** Words of strength, each with the factor that it means. */
  strengths: PhraseTable<number>;
  wholePicture: PhraseTable<null>;
  stopPhrases: PhraseTable<string>;
  pronouns: PhraseTable<Pronoun>;
  operationNamed(name: string): Operation | null;
};

const compiled = <Entry extends { source: string }>(
  entries: readonly Entry[],
): ReadonlyArray<Entry & { pattern: Pattern }> =>
  entries.map((entry) => ({ ...entry, pattern: compilePattern(entry.source) }));

/** What must stay as it is, what is all that may change, and what asks for nothing more, ready to be matched. */
export const PATTERNS = {
  limits: compiled(LIMITS),
  regionLimits: compiled(REGION_LIMITS),
  elaborations: compiled(ELABORATIONS),
} as const;

const REGION_WORDS = [
  ...REGION_NOUNS.map(({ nouns }) => nouns),
  ...REGION_PLACES.map(({ words }) => words),
  ...PERSON_PRONOUNS,
  PLACE_NOUNS,
  "third",
  COLOUR_NOUNS,
  DETERMINERS,
  DESCRIPTIONS,
  REGION_PREPOSITIONS,
  ONLY,
  EXCEPT,
  BEHIND,
  REST,
  AFTER_A_PART,
];

/** The words of some patterns, each once. */
function wordsIn(patterns: readonly Pattern[]): Set<string> {
  const sets = new Set(patterns.flatMap(({ items }) => items.flatMap(({ words }) => words ?? [])));
  const all = new Set<string>();
  for (const words of sets) for (const word of words) all.add(word);
  return all;
}

/** The words that mean something whatever operations there are. */
const commonWords = (): string[] => [
  ...[...STOP_PHRASES, ...WHOLE_PICTURE].flatMap((phrase) => phrase.split(" ")),
  ...PRONOUNS.flatMap(([, phrases]) => phrases.flatMap((phrase) => phrase.split(" "))),
  ...STRENGTHS.flatMap(([, phrases]) => phrases.flatMap((phrase) => phrase.split(" "))),
  ...COMPOUNDS.flatMap(([phrase, word]) => `${phrase} ${word}`.split(" ")),
  ...Object.values(SPELLINGS).flatMap((text) => text.split(" ")),
  ...Object.keys(COLOURS),
  ...Object.keys(NUMBER_WORDS),
  ...Object.keys(FACTORS),
  ...REGION_WORDS.flatMap((words) => words.split(/[ /]/)),
  ...NEGATIONS,
];

/** Compiles the lexicon for some operations: some tens of milliseconds, so once for each list of them. */
export function createLexicon(operations: readonly Operation[]): Lexicon {
  const phrases = operations.flatMap((operation) =>
    operation.phrases.map(({ pattern, read }) => ({ pattern, value: { operation, pattern, read } })),
  );
  const patterns = [...phrases, ...Object.values(PATTERNS).flat()].map(({ pattern }) => pattern);
  const words = new Set([...wordsIn(patterns), ...commonWords()]);
  const speller = createSpeller(words);
  const tableOf = <T>(entries: ReadonlyArray<readonly [text: string, value: T]>) => createPhraseTable(entries, speller);
  return {
    words,
    speller,
    phrases: createPhraseIndex(phrases, speller),
    compounds: tableOf(COMPOUNDS),
    strengths: tableOf(STRENGTHS.flatMap(([factor, texts]) => texts.map((text) => [text, factor] as const))),
    wholePicture: tableOf(WHOLE_PICTURE.map((text) => [text, null] as const)),
    stopPhrases: tableOf(STOP_PHRASES.map((text) => [text, text] as const)),
    pronouns: tableOf(PRONOUNS.flatMap(([pronoun, texts]) => texts.map((text) => [text, pronoun] as const))),
    operationNamed: (name) => operations.find((operation) => operation.name === name) ?? null,
  };
}
