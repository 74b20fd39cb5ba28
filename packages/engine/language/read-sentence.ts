import { isInstruction } from "./is-instruction";
import {
  type OperationPart,
  readContinued,
  readPart,
  readPronoun,
  readWish,
  withAmount,
  withStrength,
  type Part,
} from "./read-part";
import { MEASURES } from "../vocabulary/measures";
import { PURPOSES } from "../vocabulary/purposes";
import { type Clause, readClause } from "./read-clause";
import type { Token } from "./tokenise";
import { COMPLAINTS } from "../vocabulary/strengths";
import { INSTRUCTION_VERBS, LONE_VERBS, PART_STARTERS } from "../vocabulary/verbs";

/** One part of a sentence: the tokens from `from` to before `to`. */
export type Item = {
  from: number;
  to: number;
  part: Part | null;
  /** Whether it goes on with how the part before it began: "make the sky darker and bluer". */
  parallel: boolean;
  /** The operation that began what a parallel part goes on with; itself for any other part. */
  head: OperationPart | null;
};

/** How many breaks may lie inside one part ("black and white"). */
const MOST_BREAKS_INSIDE = 3;

const PURPOSE_WORDS: ReadonlySet<string> = new Set(PURPOSES.split("/"));

/** Cuts a sentence into parts and reads each; what comes after the first `most` is one part that is not understood. */
export function readSentence(tokens: readonly Token[], most: number): Item[] {
  const items: Item[] = [];
  for (let from = 0; from < tokens.length;) {
    if (items.length >= most) {
      items.push({ from, to: tokens.length, part: null, parallel: false, head: null });
      break;
    }
    if (tokens[from]?.kind === "break") {
      from++;
      continue;
    }
    const ends = partEnds(tokens, from);
    const last = items.at(-1);
    const read = readLongest(tokens, from, ends) ?? readAfter(last, tokens, from, ends[0] ?? tokens.length);
    const item = asItem(read, last, tokens);
    if (item.part?.kind === "strength") {
      const stronger = last?.part?.kind === "operation" ? withStrength(last.part, item.part.strength) : null;
      if (last !== undefined && stronger !== null) items[items.length - 1] = { ...last, to: item.to, part: stronger };
      else items.push({ ...item, part: null });
    } else {
      items.push(item);
      shareAmount(items);
    }
    from = item.to;
  }
  return items;
}

/** "Increase brightness and contrast by 20%": both of them. */
function shareAmount(items: Item[]): void {
  const last = items.at(-1);
  const amount = last?.part?.kind === "operation" && isMeasured(last.part) ? last.part.clause.amount : null;
  if (amount === null) return;
  for (let at = items.length - 1; items[at]?.parallel === true; at--) {
    const before = items[at - 1];
    if (before?.part?.kind !== "operation" || !isMeasured(before.part)) return;
    const { amount: own, strength } = before.part.clause;
    const part = own === null && strength === null ? withAmount(before.part, amount) : null;
    if (part === null) return;
    items[at - 1] = { ...before, part };
  }
}

/** Whether it is said of something that there is more or less of: "the contrast". */
const isMeasured = ({ clause: { core } }: OperationPart): boolean =>
  core.some((token) => token.kind === "word" && MEASURES.has(token.text));

type Read = Pick<Item, "from" | "to" | "part"> & { continued: boolean };

function asItem(read: Read, last: Item | undefined, tokens: readonly Token[]): Item {
  const { from, to } = read;
  const meant = meantBefore(read.part, last?.part, tokens.slice(from, to));
  const wish = wishAfter(last?.head ?? null, meant);
  const part = sharingStrength(wish ?? meant, last, tokens);
  const parallel = read.continued || wish !== null || goesOn(tokens.slice(from, to), part, last?.head ?? null);
  return { from, to, part, parallel, head: parallel ? (last?.head ?? null) : part?.kind === "operation" ? part : null };
}

function wishAfter(head: OperationPart | null, part: Part | null): OperationPart | null {
  if (part?.kind !== "operation" || head === null || isComplaint(head.clause)) return null;
  // "Dark and blurry" complains of both.
  return isInstruction(head.clause) || readWish(head) === null ? readWish(part) : null;
}

/** "The blacks are too grey, make them deeper": the blacks. */
function meantBefore(part: Part | null, before: Part | null | undefined, tokens: readonly Token[]): Part | null {
  if (part?.kind !== "operation" || part.clause.pronoun !== "them" || before?.kind !== "operation") return part;
  return readPronoun(tokens, before) ?? part;
}

/**
 * "A bit brighter and warmer": a lone word shares the strength of what stands before it. A verb of its own shares only
 * what was said before the other one, "slightly brighten and sharpen it", and nothing when either says what it is done to.
 */
function sharingStrength(part: Part | null, before: Item | undefined, tokens: readonly Token[]): Part | null {
  if (part?.kind !== "operation" || before?.part?.kind !== "operation") return part;
  const { clause } = before.part;
  const isLone = part.clause.core.length === 1 && part.clause.strength === null;
  if (!isLone || clause.strength === null) return part;
  const isShared = isVerb(part.clause)
    ? !hasObject(before.part) && leadsWithStrength(before, tokens)
    : !hasObject(part);
  return (isShared ? withStrength(part, clause.strength) : null) ?? part;
}

const isVerb = ({ core: [first] }: Clause): boolean =>
  first?.kind === "word" && (INSTRUCTION_VERBS.has(first.text) || LONE_VERBS.has(first.text));

/** Whether it says what it is done to: "it", "the picture", "the sky". */
const hasObject = ({ clause, where }: OperationPart): boolean =>
  clause.named || clause.pronoun !== null || where !== null;

/** "Slightly brighten", and a verb that shares that strength itself: "slightly brighten, sharpen and …". */
function leadsWithStrength({ from, to, part, parallel }: Item, tokens: readonly Token[]): boolean {
  if (part?.kind !== "operation" || !isVerb(part.clause) || part.clause.core.length > 1 || parallel) return false;
  const own = tokens.slice(from, to);
  const before = own.filter(({ start }) => start < (part.clause.core[0]?.start ?? 0));
  return strengthOf(before) !== null || strengthOf(own) === null;
}

const strengthOf = (tokens: readonly Token[]): number | null => readClause(tokens)?.strength ?? null;

/** Where the part that begins at `from` may end, nearest first. */
function partEnds(tokens: readonly Token[], from: number): number[] {
  const ends: number[] = [];
  for (let at = from + 1; at < tokens.length && ends.length <= MOST_BREAKS_INSIDE; at++) {
    const token = tokens[at];
    if (token?.kind === "break" || startsPart(tokens, at)) ends.push(at);
  }
  if (ends.length <= MOST_BREAKS_INSIDE) ends.push(tokens.length);
  return ends;
}

/** "With", "its", "for my website", and what is listed without a comma. */
function startsPart(tokens: readonly Token[], at: number): boolean {
  const [word, ...after] = [0, 1, 2].map((offset) => textOf(tokens[at + offset]));
  if (word === "for") return after.some((next) => PURPOSE_WORDS.has(next));
  // "Increase brightness contrast and saturation".
  if (word !== undefined && MEASURES.has(word) && MEASURES.has(textOf(tokens[at - 1]))) return true;
  return word !== undefined && PART_STARTERS.has(word);
}

const textOf = (token: Token | undefined): string => (token?.kind === "word" ? token.text : "");

function readLongest(tokens: readonly Token[], from: number, ends: readonly number[]): Read | null {
  for (const to of ends.toReversed()) {
    const part = readPart(tokens.slice(from, to));
    const isWhole = part !== null && part.kind !== "nothing" && part.kind !== "strength";
    if (part !== null && (isWhole || to === ends[0])) return { from, to, part, continued: false };
  }
  return null;
}

function readAfter(before: Item | undefined, tokens: readonly Token[], from: number, to: number): Read {
  const said = before?.part;
  const canContinue = said?.kind === "operation" || said?.kind === "limit";
  const begun = before?.head?.clause ?? (canContinue ? said.clause : null);
  const part = canContinue && begun !== null ? readContinued(tokens.slice(from, to), begun) : null;
  if (part === null && said?.kind === "operation") {
    return { from, to, part: readPronoun(tokens.slice(from, to), said), continued: false };
  }
  return { from, to, part, continued: part !== null };
}

/** Whether a part that can stand alone is meant as going on: it names no verb of its own, and could share the one before. */
function goesOn(tokens: readonly Token[], part: Part | null, head: OperationPart | null): boolean {
  if (part?.kind !== "operation" || head === null) return false;
  const [word] = part.clause.core;
  if (word?.kind !== "word" || INSTRUCTION_VERBS.has(word.text)) return false;
  const [first] = head.clause.core;
  const areLone = part.clause.core.length === 1 && head.clause.core.length === 1;
  if (areLone && isComparative(word.text) && first?.kind === "word" && isComparative(first.text)) return true;
  const shared = readContinued(tokens, head.clause);
  return shared?.kind === "operation" && shared.operation.name === part.operation.name;
}

const isComplaint = ({ statement, core }: Clause): boolean =>
  statement || core.some((token) => token.kind === "word" && COMPLAINTS.has(token.text));

const isComparative = (word: string): boolean => word.endsWith("er");
