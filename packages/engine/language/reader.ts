import { cleanRequest } from "./clean";
import type { Operation } from "../operation";
import type { Language } from "../vocabulary/languages/language";
import { INSTRUCTION_VERBS, LONE_VERBS } from "../vocabulary/verbs";
import type { Act } from "./act";
import { complaintOf, isInstruction, readClause, textOf } from "./clause";
import { allowedWithin, type Constraints, constraintsOf } from "./constraints";
import { mergeRepeats } from "./continuation";
import { type Intent, type ResolvedAct, type ResolvedSegment, resolveCoreferences, type Sentence } from "./coreference";
import { complains, isAside, isTold, names, pointsAt, standsAlone } from "./leftover";
import { createLexicon, type Lexicon } from "./lexicon";
import { findMentions } from "./mentions";
import { meantOfPeople } from "./people-meant";
import { withStrength } from "./operation-act";
import { isOneOfTwo, recoloured } from "./recoloured";
import { readSentence, type Segment } from "./sentence";
import { quoteSpokenText } from "./spoken-text";
import { joinTokens, tokenise, type Token } from "./tokenise";
import { type Origin, readInLanguages } from "./translation/read-in-languages";

export type Understanding = {
  /** In the order in which they were said. */
  operations: Intent[];
  /** The rest, in the person's own words. */
  notUnderstood: string[];
  /** What it was read in; `null` for English, or when nobody can tell. */
  language: Language | null;
};

/** Reads what people ask of some operations. */
export type Reader = {
  readonly lexicon: Lexicon;
  /**
   * Understands a request by rules. A segment counts as understood only when each of its words is
   * accounted for, so that nothing is ever carried out as something else; what narrows, forbids or
   * contradicts takes the whole sentence with it.
   */
  understand: (utterance: string) => Understanding;
};

/** How many segments of a request are read: more than anybody asks for at once, so that none takes long. */
const MOST_SEGMENTS = 20;

/**
 * A reader of requests for these operations and no others.
 *
 *     const { operations, notUnderstood } = createReader(OPERATIONS).understand("make it a bit brighter");
 *
 * Compiles all phrases, which takes some tens of milliseconds: keep it.
 */
export function createReader(operations: readonly Operation[]): Reader {
  const lexicon = createLexicon(operations);
  return {
    lexicon,
    understand: (utterance) =>
      readInLanguages(
        utterance,
        (english, origin) => readEnglish(lexicon, english, origin),
        (word) => lexicon.speller.knows(word),
      ),
  };
}

/** Reads English; `origin` tells which of the person's own words stand behind a stretch of it. */
function readEnglish(lexicon: Lexicon, utterance: string, origin: Origin): Omit<Understanding, "language"> {
  const sentences = resolveCoreferences(
    readSentences(lexicon, splitSentences(quoteSpokenText(joinTokens(tokenise(cleanRequest(utterance))), utterance))),
  );
  const constraints = constraintsOf(sentences.flatMap(({ segments }) => segments));
  const result: Omit<Understanding, "language"> = { operations: [], notUnderstood: [] };
  const request = sentences.flatMap(({ tokens }) => tokens);
  const asks = sentences.some(({ segments }) => segments.some(({ act }) => act?.kind === "operation"));
  if (!asks && request.length > 0 && sentences.every(isToMend))
    return readEnglish(lexicon, "enhance", () => quoteOf(request, origin));
  /** The operation right before, which an elaboration or a repetition may be meant for. */
  let last: ResolvedAct | null = null;
  let isUnclear = false;

  for (const { tokens, segments } of sentences) {
    const words = (from: number, to: number): string => quoteOf(tokens.slice(from, to), origin);
    if (segments.some((segment) => invalidatesSentence(lexicon, segment, tokens, constraints))) {
      result.notUnderstood.push(words(0, tokens.length));
      isUnclear = true;
      last = null;
      continue;
    }
    let isUnknownBefore = false;
    for (const { from, to, act } of segments) {
      // "For my profile: crop it square."
      if (act?.kind === "elaboration" && last === null && !act.pronoun && asks) continue;
      const own = tokens.slice(from, to);
      if (act === null && asks && isAside(own)) continue;
      const isLeftOver: boolean = isOfThing(act, own) || (isUnknownBefore && isLoneWord(act));
      isUnknownBefore = isLeftOver;
      if (act === null || isLeftOver || (act.kind === "elaboration" && (last === null || !goesWith(act, last)))) {
        result.notUnderstood.push(words(from, to));
        isUnclear ||= speaksOfOther(lexicon, own);
        last = null;
      } else if (act.kind === "left-out") {
        result.notUnderstood.push(words(from, to));
      } else if (act.kind === "elaboration") {
        if (last !== null) adjustLast(lexicon, result, act, last);
      } else if (act.kind === "operation") {
        const said = quoteOf(tokens.slice(from, to), (start, end) => utterance.slice(start, end));
        const around = { lexicon, result, constraints, request, isUnclear };
        last = addOperation(around, act, last, { words: words(from, to), said });
        isUnclear ||= last === null;
      }
    }
  }
  return result;
}

/** Whether words that were not understood speak of something in the picture, which a lone word after them may mean. */
const isOfThing = (act: ResolvedSegment["act"], own: readonly Token[]): boolean =>
  act === null && own.some((token) => textOf(token) !== "it" && pointsAt([token])) && !isTold(own);

const MOST_OF_ADJECTIVES = 2;

/** Whether words that were not understood may speak of what "it" means after them. */
function speaksOfOther(lexicon: Lexicon, own: readonly Token[]): boolean {
  const orders = own.some((token) => token.kind === "opaque" || INSTRUCTION_VERBS.has(textOf(token)));
  if (isTold(own) || (own.length <= MOST_OF_ADJECTIVES && !names(own) && !orders)) return false;
  return names(own) || !complains(own, readClause(lexicon, own)?.statement === true);
}

const MENDS: ReadonlySet<string> = new Set("fix repair improve save rescue help mend sort".split(" "));

/** "Fix it please": nothing is said but that it is to be mended. */
const isToMend = ({ tokens, segments }: Sentence<ResolvedSegment>): boolean =>
  tokens.some((token) => MENDS.has(textOf(token))) &&
  segments.every(({ act }) => act?.kind === "nothing" || (act?.kind === "elaboration" && act.pronoun && !act.removes));

/** "It's too bright, bring it down a bit." */
function adjustLast(lexicon: Lexicon, { operations }: Around["result"], act: Elaboration, last: ResolvedAct): void {
  const asked = act.pronoun && act.strength !== null ? withStrength(lexicon, last, act.strength) : null;
  const before = operations.at(-1);
  if (asked === null || before === undefined) return;
  operations[operations.length - 1] = { ...before, params: asked.params };
}

type Around = {
  lexicon: Lexicon;
  result: Omit<Understanding, "language">;
  constraints: Constraints;
  request: readonly Token[];
  /** Whether something was spoken of that was not understood. */
  isUnclear: boolean;
};

/** Adds an operation to the result, or its words where it can't be done safely; what stands for `last` after it. */
function addOperation(
  { lexicon, result, constraints, request, isUnclear }: Around,
  act: ResolvedAct,
  last: ResolvedAct | null,
  { words, said }: { words: string; said: string },
): ResolvedAct | null {
  // "Add a dog and make it brown": once something else was spoken of, "it" need not be the picture.
  const isWhat = isUnclear && act.clause.pronoun !== null && act.where === null;
  const allowed = isWhat ? null : allowedWithin(act, constraints);
  const within = allowed === null ? null : meantOfPeople(act, allowed, request);
  if (within === null || isOneOfTwo(act, request)) {
    result.notUnderstood.push(words);
    return null;
  }
  if (act.operation.once && result.operations.some(({ operation }) => operation === act.operation)) return last;
  // "Black and white, with only the rose in colour": the second says where the first is to be.
  const whole = result.operations.find((intent) => intent.operation === act.operation && intent.within.length === 0);
  if (
    whole !== undefined &&
    act.operation.name === "black-and-white" &&
    within.every(({ except }) => except === true)
  ) {
    whole.within = within;
    return act;
  }
  const merged = last === null ? null : mergeRepeats(lexicon, last, act);
  const { operation, params, exact } = merged ?? act;
  const intent = recoloured(lexicon, { operation, params, exact, within, words }, said, constraints);
  if (merged === null) result.operations.push(intent);
  else result.operations[result.operations.length - 1] = intent;
  return merged ?? act;
}

/** All that is beyond `MOST_SEGMENTS` becomes one sentence with one segment that is not understood. */
function readSentences(lexicon: Lexicon, sentences: readonly Token[][]): Sentence<Segment>[] {
  const read: Sentence<Segment>[] = [];
  let room = MOST_SEGMENTS;
  for (const [index, sentence] of sentences.entries()) {
    const tokens = room > 0 ? sentence : sentences.slice(index).flat();
    const segments = readSentence(lexicon, tokens, room);
    read.push({ tokens, segments });
    if (room === 0) break;
    room = Math.max(0, room - segments.length);
  }
  return read;
}

type Elaboration = Extract<Act, { kind: "elaboration" }>;

/** Whether an elaboration can be meant for what stands before it: "fix it" follows a complaint, and no instruction. */
function goesWith(
  { pronoun, removes, answers }: Elaboration,
  { clause, where, mentioned, operation }: ResolvedAct,
): boolean {
  if (pronoun && isInstruction(clause)) return false;
  // "The shadows are too heavy, bring them up."
  if (pronoun && operation.name === "shadows") return true;
  if (removes && (where !== null || mentioned !== null)) return false;
  return answers === null || answers === complaintOf(clause);
}

function splitSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "break" && token.strong) sentences.push([]);
    else sentences.at(-1)?.push(token);
  }
  return sentences.filter((sentence) => sentence.some((token) => token.kind !== "break"));
}

/** Whether a segment makes nothing of its sentence safe to do: it was not understood and may narrow the rest, or forbids what is asked. */
function invalidatesSentence(
  lexicon: Lexicon,
  { from, to, act }: ResolvedSegment,
  tokens: readonly Token[],
  constraints: Constraints,
): boolean {
  if (act?.kind === "limit" || act?.kind === "region-limit" || act?.kind === "forbidden") {
    const only = constraintsOf([{ act }]);
    return constraints.asked.some((asked) => allowedWithin(asked, only) === null);
  }
  if (act !== null) return false;
  const own = tokens.slice(from, to);
  const clause = readClause(lexicon, own);
  const asksAfter = tokens.slice(to).length > 0;
  if (asksAfter && complains(own, clause?.statement === true)) return false;
  const isStatement = clause?.statement === true;
  // "Blur everything but line 2."
  const before = tokens[from - 1];
  if (before?.kind === "break" && before.text === "but" && !INSTRUCTION_VERBS.has(textOf(clause?.core[0]))) return true;
  return !standsAlone(own, textOf(clause?.core[0]), isStatement, () => findMentions(lexicon, own).length > 0);
}

/** "Make the lamp red and brighter": right after what was not understood, a lone word is said of that, and not of the picture. */
function isLoneWord(act: ResolvedSegment["act"]): boolean {
  if (act?.kind !== "operation" || act.where !== null) return false;
  const [word, ...more] = act.clause.core;
  const isVerb = INSTRUCTION_VERBS.has(textOf(word)) || LONE_VERBS.has(textOf(word));
  return word?.kind === "word" && more.length === 0 && !isVerb && act.clause.pronoun === null && !act.clause.named;
}

/** The person's own words from the first of these tokens to the last. */
function quoteOf(tokens: readonly Token[], origin: Origin): string {
  const words = tokens.filter((token) => token.kind !== "break");
  return origin(words.at(0)?.start ?? 0, words.at(-1)?.end ?? 0).trim();
}
