import { INSTRUCTION_VERBS, LONE_VERBS } from "../vocabulary/verbs";
import { readClause, textOf } from "./clause";
import { allowedWithin, type Constraints, constraintsOf } from "./constraints";
import type { ResolvedSegment } from "./coreference";
import { complains, isTold, names, pointsAt, standsAlone } from "./leftover";
import type { Lexicon } from "./lexicon";
import { findMentions } from "./mentions";
import type { Token } from "./tokenise";

// What a segment that was not understood does to those beside it.

/** Whether words that were not understood speak of something in the picture, which a lone word after them may mean. */
export const isOfThing = (act: ResolvedSegment["act"], own: readonly Token[]): boolean =>
  act === null && own.some((token) => textOf(token) !== "it" && pointsAt([token])) && !isTold(own);

const MOST_OF_ADJECTIVES = 2;

/** Whether words that were not understood may speak of what "it" means after them. */
export function speaksOfOther(lexicon: Lexicon, own: readonly Token[]): boolean {
  const orders = own.some((token) => token.kind === "opaque" || INSTRUCTION_VERBS.has(textOf(token)));
  if (isTold(own) || (own.length <= MOST_OF_ADJECTIVES && !names(own) && !orders)) return false;
  return names(own) || !complains(own, readClause(lexicon, own)?.statement === true);
}

/** Whether a segment makes nothing of its sentence safe to do: it was not understood and may narrow the rest, or forbids what is asked. */
export function invalidatesSentence(
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
  // "Anything but sepia."
  if (textOf(own.at(-1)) === "anything" && tokens[to]?.kind === "break") return true;
  // "Blur everything but line 2."
  const before = tokens[from - 1];
  if (before?.kind === "break" && before.text === "but" && !INSTRUCTION_VERBS.has(textOf(clause?.core[0]))) return true;
  return !standsAlone(own, textOf(clause?.core[0]), isStatement, () => findMentions(lexicon, own).length > 0);
}

/** "Make the lamp red and brighter": right after what was not understood, a lone word is said of that, and not of the picture. */
export function isLoneWord(act: ResolvedSegment["act"]): boolean {
  if (act?.kind !== "operation" || act.where !== null) return false;
  const [word, ...more] = act.clause.core.filter((token) => textOf(token) !== "more" && textOf(token) !== "less");
  const isVerb = INSTRUCTION_VERBS.has(textOf(word)) || LONE_VERBS.has(textOf(word));
  return word?.kind === "word" && more.length === 0 && !isVerb && act.clause.pronoun === null && !act.clause.named;
}
