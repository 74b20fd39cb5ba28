import type { Token } from "./tokenise";
import { type LimitAct, readLimit } from "./act";
import { type Clause, complaintOf, isInstruction, readClause } from "./clause";
import type { Lexicon } from "./lexicon";
import { matchOperation, type OperationAct, readOperation, withStrength } from "./operation-act";
import { readings, type Where } from "./readings";

// What a segment means because of the one before it.

/** How many words may stand around "it" for that to be found out. */
const MOST_AFTER_PRONOUN = 4;

/**
 * Reads a segment that leaves out what the one before it began with: "increase contrast and saturation".
 * `null` as well when two beginnings give two meanings.
 */
export function readContinued(
  lexicon: Lexicon,
  tokens: readonly Token[],
  before: Clause,
): OperationAct | LimitAct | null {
  for (const { clause, where } of readings(lexicon, tokens)) {
    if (clause.core.length === 0) continue;
    const found: (OperationAct | LimitAct)[] = [];
    for (let length = before.core.length - 1; length >= 1; length--) {
      const continued: Clause = {
        ...clause,
        core: [...before.core.slice(0, length), ...clause.core],
        // "Make the sky much darker, the ground lighter": that much was said of the sky.
        strength: clause.strength ?? (where === null ? before.strength : null),
        pronoun: clause.pronoun ?? before.pronoun,
      };
      const limit = where === null ? readLimit(lexicon, continued) : null;
      const act = limit ?? readOperation(lexicon, continued, where);
      if (act !== null) found.push(act);
    }
    const [first] = found;
    if (first !== undefined) return found.every((other) => meaning(other) === meaning(first)) ? first : null;
  }
  return null;
}

/**
 * Reads a segment that speaks of what the one before it named: "the blacks are too grey, make them deeper".
 * Only as the same operation.
 */
export function readPronoun(lexicon: Lexicon, tokens: readonly Token[], before: OperationAct): OperationAct | null {
  const clause = readClause(lexicon, tokens);
  if (clause === null || clause.pronoun === null || clause.named || clause.core.length > MOST_AFTER_PRONOUN)
    return null;
  for (const noun of before.clause.core) {
    for (let at = 0; at <= clause.core.length; at++) {
      const core = clause.core.toSpliced(at, 0, noun);
      const act = matchOperation(lexicon, { ...clause, core, pronoun: null }, before.where);
      if (act?.operation === before.operation) return { ...act, mentioned: before.mentioned };
    }
  }
  return null;
}

/**
 * "Make it moody, dark and grainy": what a word that alone is taken for a complaint means after a wish.
 * `null` when it means the same.
 */
export function readWish(lexicon: Lexicon, act: OperationAct): OperationAct | null {
  const [word] = act.clause.core;
  if (act.clause.statement || act.clause.core.length !== 1 || word?.kind !== "word") return null;
  const wish = matchOperation(lexicon, { ...act.clause, core: [{ ...word, text: "make" }, word] }, act.where);
  return wish === null || meaning(wish) === meaning(act) ? null : { ...wish, mentioned: act.mentioned };
}

/**
 * "It's too dark, brighten it a lot" asks for one thing: which of the two is to be done, or `null` when both
 * are. Only a complaint is answered by what stands beside it; "brighten it and brighten it" is done twice.
 */
export function mergeRepeats<Act extends OperationAct & { within: readonly unknown[] }>(
  lexicon: Lexicon,
  first: Act,
  second: Act,
): Act | null {
  const isReason = second.clause.statement || (isInstruction(first.clause) && complaintOf(second.clause) !== null);
  const isTold = first.clause.statement || isReason;
  if (first.operation !== second.operation || (coreOf(first) === coreOf(second) && !isTold)) return null;
  const isSamePlace = JSON.stringify(first.within) === JSON.stringify(second.within) || isToldOf(first, second);
  const isNarrowed = first.clause.statement && !isSamePlace && isWithin(first.within, second.within);
  if (!(isSamePlace || isNarrowed) || usualParams(lexicon, first) !== usualParams(lexicon, second)) return null;
  if (isNarrowed) return second;
  // "Sharpen it, it's blurry": the reason comes after.
  if (isReason) return first;
  if (isInstruction(first.clause) && !first.clause.statement) return null;
  return second.clause.strength === null && second.clause.amount === null ? first : second;
}

/** "The background is too dark, brighten it but not the people": less than what was complained of. */
const isWithin = (all: readonly unknown[], part: readonly unknown[]): boolean =>
  all.length > 0 && all.every((region, at) => JSON.stringify(region) === JSON.stringify(part[at]));

/** "Brighten the man, he is too dark": the man. */
const isToldOf = (first: OperationAct, second: OperationAct): boolean =>
  second.clause.statement && isSomebody(first.where) && isSomebody(second.where);

const isSomebody = (where: Where | null): boolean => {
  const [who, ...more] = where?.regions ?? [];
  return more.length === 0 && who?.except !== true && (who?.name === "person" || who?.name === "subject");
};

/** As they would be if nothing had been said of how much. */
const usualParams = (lexicon: Lexicon, act: OperationAct): string =>
  JSON.stringify((withStrength(lexicon, { ...act, clause: { ...act.clause, amount: null } }, 1) ?? act).params);

const coreOf = ({ clause }: OperationAct): string =>
  clause.core.map((token) => (token.kind === "word" ? token.text : token.kind)).join(" ");

const meaning = (act: OperationAct | LimitAct): string =>
  act.kind === "operation" ? JSON.stringify([act.operation.name, act.params]) : JSON.stringify(act);
