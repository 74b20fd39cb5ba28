import { MOODS } from "../vocabulary/complaints";
import { MEASURES } from "../vocabulary/strengths";
import { INSTRUCTION_VERBS, LONE_VERBS } from "../vocabulary/verbs";
import { WORD_GROUPS } from "../vocabulary/word-groups";
import { type Act, readAct } from "./act";
import { type Clause, isInstruction, readClause, textOf } from "./clause";
import { readContinued, readPronoun, readWish } from "./continuation";
import type { Lexicon } from "./lexicon";
import { readLoosely } from "./loosely/read-loosely";
import {
  isComparative,
  isComplaintWord,
  isFlaw,
  type OperationAct,
  readOperation,
  withAmount,
  withStrength,
} from "./operation-act";
import { readPast } from "./read-past";
import { readRestraint } from "./restraint";
import { segmentEnds } from "./segment-ends";
import type { Token } from "./tokenise";

/** A stretch of a sentence that is read as one: the tokens from `from` to before `to`. */
export type Segment = {
  from: number;
  to: number;
  act: Act | null;
  /** Whether it goes on with how the one before it began: "make the sky darker and bluer". */
  parallel: boolean;
  /** The operation that began what a parallel segment goes on with; itself for any other. */
  head: OperationAct | null;
  /** Words of it that were left out and have to be told, from the first to before the last. */
  leftOut?: readonly [from: number, to: number];
};

/** Cuts a sentence into segments and reads each; what comes after the first `most` is one that is not understood. */
export function readSentence(lexicon: Lexicon, tokens: readonly Token[], most: number): Segment[] {
  const segments: Segment[] = [];
  for (let from = 0; from < tokens.length;) {
    if (segments.length >= most) {
      segments.push({ from, to: tokens.length, act: null, parallel: false, head: null });
      break;
    }
    if (tokens[from]?.kind === "break") {
      from++;
      continue;
    }
    const ends = segmentEnds(tokens, from);
    const last = segments.at(-1);
    const read = readAt(lexicon, tokens, from, { ends, last });
    const segment = segmentOf(lexicon, isWarning(read, tokens, last) ? { ...read, act: null } : read, last, tokens);
    if (segment.act?.kind === "strength") {
      const stronger = last?.act?.kind === "operation" ? withStrength(lexicon, last.act, segment.act.strength) : null;
      if (last !== undefined && stronger !== null)
        segments[segments.length - 1] = { ...last, to: segment.to, act: stronger };
      else segments.push({ ...segment, act: null });
    } else {
      segments.push(segment);
      shareAmount(lexicon, segments);
      shareWish(lexicon, segments);
      for (const act of read.more ?? []) segments.push({ from, to: segment.to, act, parallel: false, head: null });
    }
    from = segment.to;
  }
  return segments;
}

/** "Dark and moody": beside a look a flaw is wished for. */
function shareWish(lexicon: Lexicon, segments: Segment[]): void {
  const [before, last] = segments.slice(-2);
  if (before?.act?.kind !== "operation" || last?.act?.kind !== "operation" || before.to + 1 < last.from) return;
  const isLook =
    last.act.operation.family === "looks" && last.act.clause.core.length === 1 && !isComplaint(last.act.clause);
  const wish = isLook && isFlaw(before.act.clause.core) ? readWish(lexicon, before.act) : null;
  if (wish !== null) segments[segments.length - 2] = { ...before, act: wish };
}

/** "Increase brightness and contrast by 20%": both of them. */
function shareAmount(lexicon: Lexicon, segments: Segment[]): void {
  const last = segments.at(-1);
  const amount = last?.act?.kind === "operation" && isMeasured(last.act) ? last.act.clause.amount : null;
  if (amount === null) return;
  for (let at = segments.length - 1; segments[at]?.parallel === true; at--) {
    const before = segments[at - 1];
    if (before?.act?.kind !== "operation" || !isMeasured(before.act)) return;
    const { amount: own, strength } = before.act.clause;
    const act = own === null && strength === null ? withAmount(lexicon, before.act, amount) : null;
    if (act === null) return;
    segments[at - 1] = { ...before, act };
  }
}

/** Whether it is said of something that there is more or less of: "the contrast". */
const isMeasured = ({ clause: { core } }: OperationAct): boolean =>
  core.some((token) => token.kind === "word" && MEASURES.has(token.text));

/** `more`: what else the same words ask for. */
type Read = Pick<Segment, "from" | "to" | "act" | "leftOut"> & { more?: readonly Act[]; continued: boolean };

type Around = { ends: readonly number[]; last: Segment | undefined };

function readAt(lexicon: Lexicon, tokens: readonly Token[], from: number, { ends, last }: Around): Read {
  const removed = last === undefined ? null : readRemoved(lexicon, last, tokens, { from, ends });
  if (removed !== null) return removed;
  const restraint = readRestraint(lexicon, tokens, from, { ends, after: last?.act ?? null });
  if (restraint !== null) return { from, ...restraint, continued: false };
  const then = tokens.findIndex((token, at) => at >= from && token.kind === "break" && token.text === "then");
  // "Brighten the sky and the water, then blur it": the water belongs to what was said before.
  const isOver = last?.act?.kind === "operation" && then !== -1;
  const longest = readLongest(lexicon, tokens, from, isOver ? ends.filter((to) => to <= then) : ends);
  if (longest !== null) return longest;
  const after = readAfter(lexicon, last, tokens, from, ends[0] ?? tokens.length);
  const past = after.act === null ? readPast(lexicon, tokens, from, { ends, after: last?.act ?? null }) : null;
  if (past !== null) return { from, ...past, continued: false };
  const loose = after.act === null ? readLoosely(lexicon, tokens, from, { ends, after: last?.act ?? null }) : null;
  if (loose === null) return after;
  const { leftOut, to, acts } = loose;
  const [act = null, ...more] = acts;
  return { from, to, act, more, ...(leftOut === null ? {} : { leftOut }), continued: false };
}

function segmentOf(lexicon: Lexicon, read: Read, last: Segment | undefined, tokens: readonly Token[]): Segment {
  const { from, to } = read;
  const meant = meantBefore(lexicon, read.act, last?.act, tokens.slice(from, to));
  const wish = wishAfter(lexicon, last?.head ?? null, meant) ?? complaintAfter(lexicon, last?.head ?? null, meant);
  const act = sharingStrength(lexicon, wish ?? meant, last, tokens);
  const parallel = read.continued || wish !== null || goesOn(lexicon, tokens.slice(from, to), act, last?.head ?? null);
  const head = parallel ? (last?.head ?? null) : act?.kind === "operation" ? act : null;
  return { ...(read.leftOut && { leftOut: read.leftOut }), from, to, act, parallel, head };
}

function wishAfter(lexicon: Lexicon, head: OperationAct | null, act: Act | null): OperationAct | null {
  if (act?.kind !== "operation" || head === null || isComplaint(head.clause) || isOnlyFlaw(head)) return null;
  // "Dark and blurry" complains of both.
  return isInstruction(head.clause) || readWish(lexicon, head) === null ? readWish(lexicon, act) : null;
}

/** "The colours are dull and cold": what may be a mood is complained of beside a complaint. */
function complaintAfter(lexicon: Lexicon, head: OperationAct | null, act: Act | null): OperationAct | null {
  if (act?.kind !== "operation" || head === null || act.where !== null || act.clause.core.length !== 1) return null;
  const isTold = isComplaint(head.clause) || isOnlyFlaw(head);
  if (!isTold || !act.clause.core.some((token) => MOODS.has(textOf(token)))) return null;
  return readOperation(lexicon, { ...act.clause, statement: true }, null);
}

/** "A bit dull and dark": nobody wishes for what is dull, nor for what stands beside it. "Cold and foggy" may be a mood. */
const isOnlyFlaw = ({ clause: { core } }: OperationAct): boolean =>
  isFlaw(core) && !core.some((token) => MOODS.has(textOf(token)));

/** "Make it warmer, not dark": how it is not to become, and no complaint of how it is. */
function isWarning({ act, from, to }: Read, tokens: readonly Token[], before: Segment | undefined): boolean {
  if (act?.kind !== "operation" || before?.act?.kind !== "operation" || isComplaint(before.act.clause)) return false;
  const words = tokens.slice(from, to).map(textOf);
  return words[0] === "not" && words.at(-1) !== "enough" && before.act.operation !== act.operation;
}

/** "The blacks are too grey, make them deeper": the blacks. */
function meantBefore(
  lexicon: Lexicon,
  act: Act | null,
  before: Act | null | undefined,
  tokens: readonly Token[],
): Act | null {
  if (act?.kind !== "operation" || act.clause.pronoun !== "them" || before?.kind !== "operation") return act;
  return readPronoun(lexicon, tokens, before) ?? act;
}

/**
 * "A bit brighter and warmer": a lone word shares the strength of what stands before it. A verb of its own shares only
 * what was said before the other one, "slightly brighten and sharpen it", and nothing when either says what it is done to.
 */
function sharingStrength(
  lexicon: Lexicon,
  act: Act | null,
  before: Segment | undefined,
  tokens: readonly Token[],
): Act | null {
  if (act?.kind !== "operation" || before?.act?.kind !== "operation") return act;
  const { clause } = before.act;
  const isLone = act.clause.core.length === 1 && act.clause.strength === null;
  if (!isLone || clause.strength === null) return act;
  // "Really dark and flat": how flat it is nobody said.
  if (clause.strength > 1 && isFlaw(act.clause.core)) return act;
  const isShared = isVerb(act.clause)
    ? !hasObject(before.act) && leadsWithStrength(lexicon, before, tokens)
    : !hasObject(act);
  return (isShared ? withStrength(lexicon, act, clause.strength) : null) ?? act;
}

const isVerb = ({ core: [first] }: Clause): boolean =>
  first?.kind === "word" && (INSTRUCTION_VERBS.has(first.text) || LONE_VERBS.has(first.text));

/** Whether it says what it is done to: "it", "the picture", "the sky". */
const hasObject = ({ clause, where }: OperationAct): boolean =>
  clause.named || clause.pronoun !== null || where !== null;

/** "Slightly brighten", and a verb that shares that strength itself: "slightly brighten, sharpen and …". */
function leadsWithStrength(lexicon: Lexicon, { from, to, act, parallel }: Segment, tokens: readonly Token[]): boolean {
  if (act?.kind !== "operation" || !isVerb(act.clause) || act.clause.core.length > 1 || parallel) return false;
  const own = tokens.slice(from, to);
  const before = own.filter(({ start }) => start < (act.clause.core[0]?.start ?? 0));
  return strengthOf(lexicon, before) !== null || strengthOf(lexicon, own) === null;
}

const strengthOf = (lexicon: Lexicon, tokens: readonly Token[]): number | null =>
  readClause(lexicon, tokens)?.strength ?? null;

function readLongest(lexicon: Lexicon, tokens: readonly Token[], from: number, ends: readonly number[]): Read | null {
  for (const to of ends.toReversed()) {
    const act = readAct(lexicon, tokens.slice(from, to));
    const isWhole = act !== null && act.kind !== "nothing" && act.kind !== "strength";
    if (act !== null && (isWhole || to === ends[0])) return { from, to, act, continued: false };
  }
  return null;
}

/** "Remove the noise and grain": what stands beside something that is to go is to go as well. */
function readRemoved(
  lexicon: Lexicon,
  { act, to }: Segment,
  tokens: readonly Token[],
  { from, ends }: Pick<Segment, "from"> & { ends: readonly number[] },
): Read | null {
  const end = ends[0] ?? tokens.length;
  if (act?.kind !== "operation" || !REMOVING.has(textOf(act.clause.core[0])) || from !== to + 1) return null;
  const own = readClause(lexicon, tokens.slice(from, end));
  if (own === null || own.core.length !== 1 || own.statement || own.strength !== null || isVerb(own)) return null;
  const core = [...act.clause.core.slice(0, -1), ...own.core];
  const continued = readOperation(lexicon, { ...act.clause, core }, act.where);
  if (continued === null) return null;
  const isSame =
    continued.operation === act.operation && JSON.stringify(continued.params) === JSON.stringify(act.params);
  return { from, to: end, act: isSame ? { kind: "nothing" } : continued, continued: !isSame };
}

/** What takes something away. */
const REMOVING: ReadonlySet<string> = new Set([
  ...(WORD_GROUPS["less"] ?? []),
  ..."remove delete erase get eliminate clean clear take kill ditch lose".split(" "),
]);

function readAfter(
  lexicon: Lexicon,
  before: Segment | undefined,
  tokens: readonly Token[],
  from: number,
  to: number,
): Read {
  const previous = before?.act;
  const canContinue = previous?.kind === "operation" || previous?.kind === "limit";
  const begun = before?.head?.clause ?? (canContinue ? previous.clause : null);
  const act = canContinue && begun !== null ? readContinued(lexicon, tokens.slice(from, to), begun) : null;
  if (act === null && previous?.kind === "operation") {
    return { from, to, act: readPronoun(lexicon, tokens.slice(from, to), previous), continued: false };
  }
  return { from, to, act, continued: act !== null };
}

/** Whether a segment that can stand alone is meant as going on: it names no verb of its own, and could share the one before. */
function goesOn(lexicon: Lexicon, tokens: readonly Token[], act: Act | null, head: OperationAct | null): boolean {
  if (act?.kind !== "operation" || head === null) return false;
  const [word] = act.clause.core;
  if (word?.kind !== "word" || INSTRUCTION_VERBS.has(word.text)) return false;
  const [first] = head.clause.core;
  const areLone = act.clause.core.length === 1 && head.clause.core.length === 1;
  if (areLone && isComparative(word) && isComparative(first)) return true;
  const shared = readContinued(lexicon, tokens, head.clause);
  return shared?.kind === "operation" && shared.operation.name === act.operation.name;
}

const isComplaint = ({ statement, core }: Clause): boolean => statement || core.some(isComplaintWord);
