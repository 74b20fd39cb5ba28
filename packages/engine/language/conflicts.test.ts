import { describe, expect, it } from "vitest";
import type { Amount, Operation } from "../operation";
import { OPERATIONS } from "../operations";
import { commonWords, walkable } from "../tests/common-words";
import { type CoreToken, matchPattern } from "./match-pattern";
import type { Pattern } from "../pattern";
import { readClause } from "./clause";
import { createLexicon } from "./lexicon";
import { joinTokens } from "./join-tokens";
import { tokenise } from "./tokenise";

const LEXICON = createLexicon(OPERATIONS);

type Phrase = Operation["phrases"][number] & { operation: Operation };

const PHRASES: Phrase[] = OPERATIONS.flatMap((operation) =>
  operation.phrases.map((phrase) => ({ ...phrase, operation })),
);

const AMOUNTS: ReadonlyArray<Amount | null> = [
  null,
  { unit: "percent", value: 20 },
  { unit: "stops", value: 1 },
  { unit: "times", value: 2 },
];

/** Whether a word reaches a pattern: it is cut out as one word, and is neither polite nor a strength. */
const said = new Map<string, boolean>();
function isSaid(word: string): boolean {
  const known = said.get(word);
  if (known !== undefined) return known;
  const core = readClause(LEXICON, joinTokens(tokenise(word)))?.core ?? [];
  const [only] = core;
  const written = only?.kind === "word" ? only.text : only?.kind === "quantity" ? only.word : undefined;
  const isOne = core.length === 1 && written === word;
  const isBreak = ["and", "then", "but", "plus", ","].includes(word);
  said.set(word, isOne || isBreak);
  return isOne || isBreak;
}

const textOf = (tokens: readonly CoreToken[]): string =>
  tokens
    .map((token) => {
      if (token.kind === "word" || token.kind === "break") return token.text;
      if (token.kind === "quoted") return `"${token.text}"`;
      if (token.kind === "ratio" || token.kind === "size") return `${token.width}x${token.height}`;
      if (token.kind === "direction") return token.up ? "{up}" : "{down}";
      return token.kind === "quantity" ? `${token.value} ${token.unit}` : "";
    })
    .join(" ");

/** Whether an operation would carry these words out, with some amount that the other takes as well. */
const reads = ({ pattern, read }: Phrase, words: readonly CoreToken[], amount: Amount | null): boolean => {
  const slots = matchPattern(pattern, words, LEXICON.speller);
  return slots !== null && read({ strength: 1, amount, slots }) !== null;
};

const required = ({ items }: Pattern) => items.filter(({ optional }) => !optional);

/** One that is only asked for a part of the picture, and one that never is. */
const areApart = (one: Operation, other: Operation): boolean =>
  (one.partsOnly !== null && !other.regional) || (other.partsOnly !== null && !one.regional);

/** Pairs of patterns of two operations that could have words in common: each has what the other cannot do without. */
function* pairs() {
  const ready = PHRASES.map((phrase) => ({ phrase, ...walkable(phrase.pattern, isSaid) }));
  const users = new Map<string, (typeof ready)[number][]>();
  for (const entry of ready) for (const key of entry.keys) users.set(key, [...(users.get(key) ?? []), entry]);
  const places = new Map(ready.map((entry, index) => [entry, index]));
  for (const [index, one] of ready.entries()) {
    const others = new Set(one.anchor.flatMap((key) => users.get(key) ?? []));
    for (const other of others) {
      const isNew =
        (places.get(other) ?? 0) > index &&
        other.phrase.operation !== one.phrase.operation &&
        !areApart(one.phrase.operation, other.phrase.operation);
      if (isNew && other.anchor.some((key) => one.keys.has(key))) yield [one, other] as const;
    }
  }
}

describe("the patterns of all operations", () => {
  it("are never read by two operations", () => {
    const conflicts = new Map<string, string>();
    for (const [one, other] of pairs()) {
      const key = [one.phrase.operation.name, other.phrase.operation.name].toSorted().join(" and ");
      if (conflicts.has(key)) continue;
      const words = commonWords(one, other);
      if (words === null) continue;
      const isBoth = AMOUNTS.some((amount) => reads(one.phrase, words, amount) && reads(other.phrase, words, amount));
      if (isBoth) conflicts.set(key, `${textOf(words)}    ${one.phrase.source}    ${other.phrase.source}`);
    }
    expect(Object.fromEntries(conflicts)).toEqual({});
  });

  it("can all be said: no pattern needs a word that is taken out before", () => {
    const dead = PHRASES.filter(({ pattern }) =>
      required(pattern).some(({ words }) => words !== null && ![...words].some(isSaid)),
    );
    expect(dead.map(({ operation, source }) => `${operation.name}: ${source}`)).toEqual([]);
  });
});
