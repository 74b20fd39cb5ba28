import type { Operation } from "../operation";
import type { Language } from "../vocabulary/languages/language";
import { addOperation, adjustLast, type Around, goesWith } from "./add-intent";
import { textOf } from "./clause";
import { cleanRequest } from "./clean";
import { constraintsOf } from "./constraints";
import { asksNotToBeKnown } from "./hiding";
import { type Intent, resolveCoreferences, type ResolvedAct, type ResolvedSegment, type Sentence } from "./coreference";
import { joinTokens } from "./join-tokens";
import { isAside } from "./leftover";
import { createLexicon, type Lexicon } from "./lexicon";
import { textOfTokens } from "./loosely/phrasing";
import { readSentence, type Segment } from "./sentence";
import { quoteSpokenText } from "./spoken-text";
import { type Token, tokenise } from "./tokenise";
import { type Origin, readInLanguages } from "./translation/read-in-languages";
import { invalidatesSentence, isLoneWord, isOfThing, speaksOfOther } from "./unread";

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

/** What a request has come to so far. */
type Progress = {
  /** The operation right before, which an elaboration or a repetition may be meant for. */
  last: ResolvedAct | null;
  /** Whether something was spoken of that was not understood. */
  isUnclear: boolean;
};

/** The words of a segment: as they were read, and as they were said. */
type Words = { own: readonly Token[]; quoted: (from: number, to: number) => string; said: string };

/** Adds what one segment asks for to the result, or its words. */
function addSegment(
  around: Omit<Around, "isUnclear">,
  progress: Progress,
  { from, to, act, leftOut }: ResolvedSegment,
  { own, quoted, said }: Words,
): void {
  const { lexicon, result } = around;
  const { last } = progress;
  if (act === null || (act.kind === "elaboration" && (last === null || !goesWith(act, last)))) {
    result.notUnderstood.push(quoted(from, to));
    progress.isUnclear ||= speaksOfOther(lexicon, own);
    progress.last = null;
  } else if (act.kind === "left-out") {
    result.notUnderstood.push(quoted(...(leftOut ?? [from, to])));
  } else if (act.kind === "elaboration") {
    if (last !== null) adjustLast(lexicon, result, act, last);
  } else if (act.kind === "operation") {
    const words = { words: quoted(from, to), said };
    progress.last = addOperation({ ...around, isUnclear: progress.isUnclear }, act, last, words);
    progress.isUnclear ||= progress.last === null;
    if (progress.last !== null && leftOut !== undefined) result.notUnderstood.push(quoted(...leftOut));
  }
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
  const progress: Progress = { last: null, isUnclear: false };
  for (const { tokens, segments } of sentences) {
    if (segments.some((segment) => invalidatesSentence(lexicon, segment, tokens, constraints))) {
      result.notUnderstood.push(quoteOf(tokens, origin));
      progress.isUnclear = true;
      progress.last = null;
      continue;
    }
    let isUnknownBefore = false;
    for (const segment of segments) {
      const own = tokens.slice(segment.from, segment.to);
      const { act } = segment;
      // "For my profile: crop it square."
      const isSaidBefore = act?.kind === "elaboration" && progress.last === null && !act.pronoun && asks;
      const isToldAlone = act === null && asks && isAside(own);
      if (isSaidBefore || (isToldAlone && !(hidesNobody(result) && asksNotToBeKnown(textOfTokens(own))))) continue;
      const isLeftOver: boolean = isOfThing(act, own) || (isUnknownBefore && isLoneWord(act));
      isUnknownBefore = isLeftOver;
      const words: Words = {
        own,
        quoted: (from, to) => quoteOf(tokens.slice(from, to), origin),
        said: quoteOf(own, (start, end) => utterance.slice(start, end)),
      };
      addSegment(
        { lexicon, result, constraints, request },
        progress,
        isLeftOver ? { ...segment, act: null } : segment,
        words,
      );
    }
  }
  return result;
}

/** "So that nobody knows her" is a reason only behind what hides her. */
const hidesNobody = ({ operations }: Omit<Understanding, "language">): boolean =>
  !operations.some(({ operation }) => operation.hides === "surely");

const MENDS: ReadonlySet<string> = new Set("fix repair improve save rescue help mend sort".split(" "));

/** "Fix it please": nothing is said but that it is to be mended. */
const isToMend = ({ tokens, segments }: Sentence<ResolvedSegment>): boolean =>
  tokens.some((token) => MENDS.has(textOf(token))) &&
  segments.every(({ act }) => act?.kind === "nothing" || (act?.kind === "elaboration" && act.pronoun && !act.removes));

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

function splitSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "break" && token.strong) sentences.push([]);
    else sentences.at(-1)?.push(token);
  }
  return sentences.filter((sentence) => sentence.some((token) => token.kind !== "break"));
}

/** The person's own words from the first of these tokens to the last. */
function quoteOf(tokens: readonly Token[], origin: Origin): string {
  const words = tokens.filter((token) => token.kind !== "break");
  return origin(words.at(0)?.start ?? 0, words.at(-1)?.end ?? 0).trim();
}
