import type { Amount } from "@/lib/ai/editor/local/operation";
import type { CoreToken } from "./pattern";
import { isSameWord } from "./spelling";
import type { Token } from "./tokenise";
import { VOCABULARY } from "./vocabulary";
import { COMPOUNDS, FILLERS, PRONOUNS, STRENGTHS, WHOLE_PICTURE } from "./words";

/** One part of a request with everything taken out that all operations share. */
export type Clause = {
  /** The words that must match a pattern to the last one. */
  core: CoreToken[];
  /** `null` when no word of strength was said. */
  strength: number | null;
  amount: Amount | null;
  /** The picture is only called "it": what that is depends on what was said before. */
  pronoun: boolean;
};

type Phrase<T> = { words: string[]; value: T };

const longestFirst = <T>(phrases: Phrase<T>[]): Phrase<T>[] =>
  phrases.toSorted((a, b) => b.words.length - a.words.length);
const listed = (texts: readonly string[]): Phrase<null>[] =>
  longestFirst(texts.map((text) => ({ words: text.split(" "), value: null })));

const COMPOUND_PHRASES = longestFirst(COMPOUNDS.map(([phrase, word]) => ({ words: phrase.split(" "), value: word })));
const STRENGTH_PHRASES = longestFirst(
  STRENGTHS.flatMap(([factor, phrases]) => phrases.map((text) => ({ words: text.split(" "), value: factor }))),
);
const PICTURE_PHRASES = listed(WHOLE_PICTURE);
const FILLER_PHRASES = listed(FILLERS);
const PRONOUN_PHRASES = listed(PRONOUNS);

/** Words that say an amount and a direction at once. */
const FACTORS: Readonly<Record<string, { value: number; up: boolean }>> = {
  twice: { value: 2, up: true },
  double: { value: 2, up: true },
  triple: { value: 3, up: true },
  half: { value: 2, up: false },
  halve: { value: 2, up: false },
};

/** Takes polite words, the picture itself, strength and amounts out of one part of a request. `null`: two amounts. */
export function readClause(tokens: readonly Token[]): Clause | null {
  let core: CoreToken[] = replaceCompounds(tokens);
  const named = takeOut(core, PICTURE_PHRASES);
  const strengths = takeOut(named.rest, STRENGTH_PHRASES);
  const measured = takeAmount(takeOut(strengths.rest, FILLER_PHRASES).rest);
  if (measured === null) return null;
  const pronouns = takeOut(measured.core, PRONOUN_PHRASES);
  core = pronouns.rest;
  return {
    core,
    strength: strengths.found.length === 0 ? null : combine(strengths.found),
    amount: measured.amount,
    pronoun: pronouns.found.length > 0 && named.found.length === 0,
  };
}

/** "Much … very": the strongest counts; "a little … more" stays little. */
const combine = (factors: number[]): number =>
  factors.some((factor) => factor < 1) ? Math.min(...factors) : Math.max(...factors);

function replaceCompounds(tokens: readonly Token[]): CoreToken[] {
  const out: CoreToken[] = [];
  for (let at = 0; at < tokens.length;) {
    const phrase = COMPOUND_PHRASES.find(({ words }) => startsWith(tokens, at, words));
    const token = tokens[at];
    if (token === undefined) break;
    if (phrase === undefined || phrase.value.includes(" ")) {
      // A phrase that stands for itself is kept whole, so that no shorter one is found inside it.
      const length = phrase?.words.length ?? 1;
      out.push(...tokens.slice(at, at + length));
      at += length;
    } else {
      out.push({
        kind: "word",
        text: phrase.value,
        start: token.start,
        end: tokens[at + phrase.words.length - 1]?.end ?? token.end,
      });
      at += phrase.words.length;
    }
  }
  return out;
}

function takeOut<T>(tokens: readonly CoreToken[], phrases: readonly Phrase<T>[]): { rest: CoreToken[]; found: T[] } {
  const rest: CoreToken[] = [];
  const found: T[] = [];
  for (let at = 0; at < tokens.length;) {
    const phrase = phrases.find(({ words }) => startsWith(tokens, at, words));
    const token = tokens[at];
    if (token === undefined) break;
    if (phrase === undefined) rest.push(token);
    else found.push(phrase.value);
    at += phrase?.words.length ?? 1;
  }
  return { rest, found };
}

function startsWith(tokens: readonly CoreToken[], at: number, words: readonly string[]): boolean {
  return words.every((word, index) => {
    const token = tokens[at + index];
    if (token?.kind === "break") return token.text === word;
    return token?.kind === "word" && isSameWord(token.text, word, VOCABULARY);
  });
}

function takeAmount(tokens: readonly CoreToken[]): { core: CoreToken[]; amount: Amount | null } | null {
  const core: CoreToken[] = [];
  const amounts: Amount[] = [];
  for (const token of tokens) {
    const factor = token.kind === "word" && Object.hasOwn(FACTORS, token.text) ? FACTORS[token.text] : undefined;
    if (factor !== undefined) {
      amounts.push({ unit: "times", value: factor.value });
      core.push({ kind: "direction", up: factor.up, start: token.start, end: token.end });
    } else if (
      token.kind === "quantity" &&
      (token.unit === "percent" || token.unit === "stops" || token.unit === "times")
    ) {
      amounts.push({ unit: token.unit, value: token.value });
      if (token.sign !== 0) core.push({ kind: "direction", up: token.sign > 0, start: token.start, end: token.end });
    } else {
      core.push(token);
    }
  }
  return amounts.length > 1 ? null : { core, amount: amounts[0] ?? null };
}
