import { describe, expect, it } from "vitest";
import type { Amount, Operation } from "@/lib/ai/editor/local/operation";
import { OPERATIONS } from "@/lib/ai/editor/local/operations";
import { commonWords } from "@/tests/common-words";
import { matchPattern } from "./match-pattern";
import type { CoreToken, Pattern } from "./pattern";
import { readClause } from "./read-clause";
import { SPELLER } from "./speller";
import { tokenise } from "./tokenise";

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
  const core = readClause(tokenise(word))?.core ?? [];
  const [only] = core;
  const isOne = core.length === 1 && (only?.kind === "word" || only?.kind === "direction") && textOf(core) === word;
  const isBreak = ["and", "then", "but", "plus"].includes(word);
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
  const slots = matchPattern(pattern, words, SPELLER);
  return slots !== null && read({ strength: 1, amount, slots }) !== null;
};

const required = ({ items }: Pattern) => items.filter(({ optional }) => !optional);

/** Pairs of patterns that could have words in common: the rarest words of one occur in the other. */
function* pairs(): Generator<[Phrase, Phrase]> {
  const users = new Map<string, Set<number>>();
  for (const [index, { pattern }] of PHRASES.entries()) {
    for (const word of pattern.words) users.set(word, (users.get(word) ?? new Set()).add(index));
  }
  const slotted = new Set(PHRASES.flatMap(({ pattern }, index) => (pattern.items.some(({ slot }) => slot !== null) ? [index] : [])));
  for (const [index, phrase] of PHRASES.entries()) {
    const choices = required(phrase.pattern).map(({ words }) =>
      words === null ? null : new Set([...words].flatMap((word) => [...(users.get(word) ?? [])])),
    );
    const known = choices.filter((choice) => choice !== null).toSorted((a, b) => a.size - b.size);
    const others = new Set([...(known[0] ?? slotted), ...(known.length === choices.length ? [] : slotted), ...slotted]);
    for (const other of others) {
      const partner = PHRASES[other];
      if (partner !== undefined && partner.operation !== phrase.operation && other !== index) yield [phrase, partner];
    }
  }
}

describe("the patterns of all operations", () => {
  it("are never read by two operations", () => {
    const conflicts = new Map<string, string>();
    for (const [one, other] of pairs()) {
      const key = [one.operation.name, other.operation.name].toSorted().join(" and ");
      if (conflicts.has(key)) continue;
      const words = commonWords(one.pattern, other.pattern, isSaid);
      if (words === null) continue;
      const amount = AMOUNTS.find((amount) => reads(one, words, amount) && reads(other, words, amount));
      if (amount !== undefined) conflicts.set(key, `${textOf(words)}    ${one.source}    ${other.source}`);
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
