import type { Amount } from "../operation";
import { LITTLE } from "../vocabulary/complaints";
import { STATEMENTS, WANTS, WISHES } from "../vocabulary/stop-phrases";
import { COMPLAINTS, FACTORS, MEASURES } from "../vocabulary/strengths";
import { INSTRUCTION_VERBS } from "../vocabulary/verbs";
import { WORD_GROUPS } from "../vocabulary/word-groups";
import type { Lexicon, Pronoun } from "./lexicon";
import type { CoreToken } from "./match-pattern";
import type { Token } from "./tokenise";

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

/** Takes polite words, the picture itself, strength and amounts out of one part of a request. `null`: two amounts. */
export function readClause(lexicon: Lexicon, tokens: readonly Token[]): Clause | null {
  const pictures = lexicon.wholePicture.takeOut(replaceCompounds(lexicon, tokens));
  const strengths = lexicon.strengths.takeOut(pictures.rest);
  const stopPhrases = lexicon.stopPhrases.takeOut(strengths.rest);
  const measured = takeAmount(stopPhrases.rest, (start) => wordBefore(strengths.rest, start));
  if (measured === null) return null;
  const pronouns = lexicon.pronouns.takeOut(measured.core);
  const named = pictures.found.length > 0;
  const statement = isStatement(pronouns.rest, stopPhrases.found);
  return {
    core: withoutHas(pronouns.rest),
    strength: strengths.found.length === 0 ? null : combine(strengths.found),
    amount: measured.amount,
    pronoun: named ? null : (pronouns.found[0] ?? null),
    named,
    statement,
    wish: !statement && stopPhrases.found.some((text) => WISHES.has(text) || WANTS.has(text)),
  };
}

function isStatement([first]: readonly CoreToken[], stopPhrases: readonly string[]): boolean {
  if (textOf(first) === "has") return true;
  const isAsked = INSTRUCTION_VERBS.has(textOf(first)) || stopPhrases.some((text) => WISHES.has(text));
  return !isAsked && stopPhrases.some((text) => STATEMENTS.has(text));
}

/** A word as it is compared; nothing for any other token. */
export const textOf = (token: CoreToken | undefined): string => (token?.kind === "word" ? token.text : "");

/** "It has too much contrast" is "too much contrast"; that it has a frame is no complaint, nor a wish. */
const withoutHas = (core: CoreToken[]): CoreToken[] =>
  textOf(core[0]) === "has" && COMPLAINTS.has(textOf(core[1])) ? core.slice(1) : core;

/** "Much … very": the strongest counts; "a little … more" stays little. */
const combine = (factors: number[]): number =>
  factors.some((factor) => factor < 1) ? Math.min(...factors) : Math.max(...factors);

function replaceCompounds({ compounds }: Lexicon, tokens: readonly Token[]): CoreToken[] {
  const out: CoreToken[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (token === undefined) break;
    const phrase = compounds.find(tokens, at);
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
      (token.unit === "percent" ||
        token.unit === "stops" ||
        token.unit === "times" ||
        isOfMeasure(tokens, index, before))
    ) {
      amounts.push({
        unit: token.unit === "stops" || token.unit === "times" ? token.unit : "percent",
        value: token.value,
        ...before(start),
      });
      const isMore = isTimesMore(tokens, index);
      if (token.sign !== 0 || isMore) core.push({ kind: "direction", up: isMore || token.sign > 0, start, end });
    } else {
      core.push(token);
    }
  }
  return amounts.length > 1 ? null : { core, amount: amounts[0] ?? null };
}

/** "Brightness +20", "increase the contrast by 20": as sliders count, which are percents. */
function isOfMeasure(
  tokens: readonly CoreToken[],
  at: number,
  before: (start: number) => { after?: "to" | "by" },
): boolean {
  const token = tokens[at];
  if (token?.kind !== "quantity" || token.unit !== "none") return false;
  const isSigned = token.sign !== 0 && at === 1 && tokens.length === 2;
  return (
    (isSigned || before(token.start).after === "by") && tokens.slice(0, at).some((word) => MEASURES.has(textOf(word)))
  );
}

/** "Three times as bright", "brightness 1.5x": more of it. */
function isTimesMore(tokens: readonly CoreToken[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== "quantity" || token.unit !== "times" || token.sign !== 0) return false;
  const isMeasure = at === 1 && tokens.length === 2 && MEASURES.has(textOf(tokens[0])) && token.value > 1;
  return isMeasure || textOf(tokens[at + 1]) === "as";
}

const VERBS: ReadonlySet<string> = new Set([
  ...INSTRUCTION_VERBS,
  ...(WORD_GROUPS["make"] ?? []),
  ...(WORD_GROUPS["turn"] ?? []),
]);

/** Whether it says what is to be done ("make it brighter"), rather than how things are or should be. */
export const isInstruction = ({ core: [first] }: Clause): boolean => VERBS.has(textOf(first));

/** What a complaint is of: too much of something, or too little. */
export type Complaint = "excess" | "lack";

/** What a clause complains of, if of anything that has a direction. */
export function complaintOf({ core }: Clause): Complaint | null {
  const words = core.map(textOf);
  if (words.length === 1 && /^(?:over(?:exposed|saturated)|blown)$/u.test(words[0] ?? "")) return "excess";
  if (words.some((word) => word === "lack" || word === "lacks" || word === "enough")) return "lack";
  if (!words.some((word) => word === "too" || word === "excess" || word === "excessive")) return null;
  return words.some((word) => LITTLE.has(word)) ? "lack" : "excess";
}
