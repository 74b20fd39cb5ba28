import type { Amount } from "../operation";
import type { CoreToken } from "./match-pattern";
import { createPhraseTable } from "./phrase-table";
import type { Token } from "./tokenise";
import { SPELLER } from "./speller";
import { FILLERS, PRONOUNS, STATEMENTS, WANTS, WHOLE_PICTURE, WISHES } from "../vocabulary/fillers";
import { MEASURES } from "../vocabulary/measures";
import { COMPLAINTS, COMPOUNDS, FACTORS, STRENGTHS } from "../vocabulary/strengths";
import { INSTRUCTION_VERBS } from "../vocabulary/verbs";

/** What the picture or a part of it is called when it is not named: what that is depends on what was said before. */
export type Pronoun = "it" | "them" | "everything";

/** One part of a request with everything taken out that all operations share. */
export type Clause = {
  /** The words that must match a pattern to the last one. */
  core: CoreToken[];
  /** `null` when no word of strength was said. */
  strength: number | null;
  amount: Amount | null;
  /** `null` when the picture was named, or nothing. */
  pronoun: Pronoun | null;
  /** Whether the picture itself was named. */
  named: boolean;
  /** Whether it tells what the picture is like: "it is too dark". */
  statement: boolean;
  /** Whether it tells what the picture should be like: "I want it dark". */
  wish: boolean;
};

const listed = (texts: readonly string[]) =>
  createPhraseTable(
    texts.map((text) => [text, null] as const),
    SPELLER,
  );

const COMPOUND_PHRASES = createPhraseTable(COMPOUNDS, SPELLER);
const STRENGTH_PHRASES = createPhraseTable(
  STRENGTHS.flatMap(([factor, phrases]) => phrases.map((text) => [text, factor] as const)),
  SPELLER,
);
const PICTURE_PHRASES = listed(WHOLE_PICTURE);
const FILLER_PHRASES = createPhraseTable(
  FILLERS.map((text) => [text, text] as const),
  SPELLER,
);
const PRONOUN_PHRASES = createPhraseTable(
  PRONOUNS.flatMap(([pronoun, words]) => words.map((word) => [word, pronoun] as const)),
  SPELLER,
);

/** Takes polite words, the picture itself, strength and amounts out of one part of a request. `null`: two amounts. */
export function readClause(tokens: readonly Token[]): Clause | null {
  const pictures = PICTURE_PHRASES.takeOut(replaceCompounds(tokens));
  const strengths = STRENGTH_PHRASES.takeOut(pictures.rest);
  const fillers = FILLER_PHRASES.takeOut(strengths.rest);
  const measured = takeAmount(fillers.rest, (start) => wordBefore(strengths.rest, start));
  if (measured === null) return null;
  const pronouns = PRONOUN_PHRASES.takeOut(measured.core);
  const named = pictures.found.length > 0;
  const statement = isStatement(pronouns.rest, fillers.found);
  return {
    core: withoutHas(pronouns.rest),
    strength: strengths.found.length === 0 ? null : combine(strengths.found),
    amount: measured.amount,
    pronoun: named ? null : (pronouns.found[0] ?? null),
    named,
    statement,
    wish: !statement && fillers.found.some((text) => WISHES.has(text) || WANTS.has(text)),
  };
}

function isStatement([first]: readonly CoreToken[], fillers: readonly string[]): boolean {
  if (textOf(first) === "has") return true;
  const isAsked = INSTRUCTION_VERBS.has(textOf(first)) || fillers.some((text) => WISHES.has(text));
  return !isAsked && fillers.some((text) => STATEMENTS.has(text));
}

const textOf = (token: CoreToken | undefined): string => (token?.kind === "word" ? token.text : "");

/** "It has too much contrast" is "too much contrast"; that it has a frame is no complaint, nor a wish. */
const withoutHas = (core: CoreToken[]): CoreToken[] =>
  textOf(core[0]) === "has" && COMPLAINTS.has(textOf(core[1])) ? core.slice(1) : core;

/** "Much … very": the strongest counts; "a little … more" stays little. */
const combine = (factors: number[]): number =>
  factors.some((factor) => factor < 1) ? Math.min(...factors) : Math.max(...factors);

function replaceCompounds(tokens: readonly Token[]): CoreToken[] {
  const out: CoreToken[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (token === undefined) break;
    const phrase = COMPOUND_PHRASES.find(tokens, at);
    const length = phrase?.length ?? 1;
    const end = tokens[at + length - 1]?.end ?? token.end;
    // A phrase that stands for itself is kept whole, so that no shorter one is found inside it.
    if (phrase === null || phrase.value.includes(" ")) out.push(...tokens.slice(at, at + length));
    else out.push({ kind: "word", text: phrase.value, start: token.start, end });
    at += length;
  }
  return out;
}

function wordBefore(tokens: readonly CoreToken[], start: number): { after?: "to" | "by" } {
  const word = textOf(tokens[tokens.findIndex((token) => token.start === start) - 1]);
  return word === "to" || word === "by" ? { after: word } : {};
}

function takeAmount(
  tokens: readonly CoreToken[],
  before: (start: number) => { after?: "to" | "by" },
): { core: CoreToken[]; amount: Amount | null } | null {
  const core: CoreToken[] = [];
  const amounts: Amount[] = [];
  for (const [index, token] of tokens.entries()) {
    const { start, end } = token;
    const factor = token.kind === "word" && Object.hasOwn(FACTORS, token.text) ? FACTORS[token.text] : undefined;
    if (factor !== undefined) {
      amounts.push({ unit: "times", value: factor.value });
      core.push({ kind: "direction", up: factor.up, start, end });
    } else if (
      token.kind === "quantity" &&
      (token.unit === "percent" || token.unit === "stops" || token.unit === "times")
    ) {
      amounts.push({ unit: token.unit, value: token.value, ...before(start) });
      // "Three times as bright", "brightness 1.5x": more of it.
      const isMeasure = index === 1 && tokens.length === 2 && MEASURES.has(textOf(tokens[0])) && token.value > 1;
      const isMore = token.unit === "times" && token.sign === 0 && (textOf(tokens[index + 1]) === "as" || isMeasure);
      if (token.sign !== 0 || isMore) core.push({ kind: "direction", up: isMore || token.sign > 0, start, end });
    } else {
      core.push(token);
    }
  }
  return amounts.length > 1 ? null : { core, amount: amounts[0] ?? null };
}
