import type { Operation, Params } from "@/lib/ai/editor/local/operation";
import { readClause } from "./read-clause";
import { readContinued, readPart, withStrength, type OperationPart, type Part } from "./read-part";
import { tokenise, type Token } from "./tokenise";
import { INSTRUCTION_VERBS, NEGATIONS, PART_STARTERS } from "./words";

/** An operation that was asked for, with its usual parameters and the words that asked for it. */
export type HeardOperation = { operation: Operation; params: Params; exact: boolean; words: string };

export type Understanding = {
  /** In the order in which they were said. */
  operations: HeardOperation[];
  /** The rest, in the person's own words. */
  notUnderstood: string[];
};

/** How many breaks may lie inside one part ("black and white"). */
const MOST_BREAKS_INSIDE = 2;

type Item = { from: number; to: number; part: Part | null };

/**
 * Understands a request by rules. A part counts as understood only when each of its words is
 * accounted for, so that nothing is ever carried out as something else; what narrows, forbids or
 * contradicts takes the whole sentence with it.
 */
export function understand(prompt: string): Understanding {
  const sentences = splitSentences(tokenise(prompt)).map((tokens) => ({ tokens, items: readSentence(tokens) }));
  const asked = sentences.flatMap(({ items }) =>
    items.flatMap(({ part }) => (part?.kind === "operation" ? [part] : [])),
  );
  const result: Understanding = { operations: [], notUnderstood: [] };

  for (const { tokens, items } of sentences) {
    const words = (from: number, to: number): string => textOf(prompt, tokens.slice(from, to));
    if (items.some((item) => spoilsSentence(item, tokens, asked))) {
      result.notUnderstood.push(words(0, tokens.length));
      continue;
    }
    for (const { from, to, part } of items) {
      // "Add a dog and make it brown": once something else was spoken of, "it" need not be the picture.
      if (part === null || (part.kind === "operation" && part.clause.pronoun && result.notUnderstood.length > 0)) {
        result.notUnderstood.push(words(from, to));
      } else if (part.kind === "operation") {
        const { operation, params, exact } = part;
        result.operations.push({ operation, params, exact, words: words(from, to) });
      }
    }
  }
  return result;
}

function splitSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "break" && token.strong) sentences.push([]);
    else sentences.at(-1)?.push(token);
  }
  return sentences.filter((sentence) => sentence.some((token) => token.kind !== "break"));
}

function readSentence(tokens: readonly Token[]): Item[] {
  const items: Item[] = [];
  for (let from = 0; from < tokens.length;) {
    if (tokens[from]?.kind === "break") {
      from++;
      continue;
    }
    const ends = partEnds(tokens, from);
    const last = items.at(-1);
    const read = readLongest(tokens, from, ends) ?? readAfter(last, tokens, from, ends[0] ?? tokens.length);
    const item = { ...read, part: sharingStrength(read.part, last?.part) };
    if (item.part?.kind === "strength") {
      const stronger = last?.part?.kind === "operation" ? withStrength(last.part, item.part.strength) : null;
      if (last !== undefined && stronger !== null)
        items[items.length - 1] = { from: last.from, to: item.to, part: stronger };
      else items.push({ ...item, part: null });
    } else {
      items.push(item);
    }
    from = item.to;
  }
  return items;
}

/** "A bit brighter and warmer": a lone word shares the strength of what stands before it. */
function sharingStrength(part: Part | null, before: Part | null | undefined): Part | null {
  if (part?.kind !== "operation" || before?.kind !== "operation") return part;
  const isLone = part.clause.core.length === 1 && part.clause.strength === null;
  return (isLone && before.clause.strength !== null ? withStrength(part, before.clause.strength) : null) ?? part;
}

/** Where the part that begins at `from` may end, nearest first. */
function partEnds(tokens: readonly Token[], from: number): number[] {
  const ends: number[] = [];
  for (let at = from + 1; at < tokens.length && ends.length <= MOST_BREAKS_INSIDE; at++) {
    const token = tokens[at];
    if (token?.kind === "break" || (token?.kind === "word" && PART_STARTERS.has(token.text))) ends.push(at);
  }
  if (ends.length <= MOST_BREAKS_INSIDE) ends.push(tokens.length);
  return ends;
}

function readLongest(tokens: readonly Token[], from: number, ends: readonly number[]): Item | null {
  for (const to of ends.toReversed()) {
    const part = readPart(tokens.slice(from, to));
    const isWhole = part?.kind === "operation" || part?.kind === "limit" || to === ends[0];
    if (part !== null && isWhole) return { from, to, part };
  }
  return null;
}

function readAfter(before: Item | undefined, tokens: readonly Token[], from: number, to: number): Item {
  const said = before?.part;
  const canContinue = said?.kind === "operation" || said?.kind === "limit";
  return { from, to, part: canContinue ? readContinued(tokens.slice(from, to), said.clause) : null };
}

function spoilsSentence({ from, to, part }: Item, tokens: readonly Token[], asked: readonly OperationPart[]): boolean {
  if (part?.kind === "limit") {
    const { aspect } = part;
    return aspect !== null && asked.some(({ operation }) => operation.changes.includes(aspect));
  }
  if (part !== null) return false;
  const words = tokens.slice(from, to).flatMap((token) => (token.kind === "word" ? [token.text] : []));
  if (words.some((word) => NEGATIONS.has(word))) return true;
  const first = readClause(tokens.slice(from, to))?.core[0];
  return first?.kind !== "word" || !INSTRUCTION_VERBS.has(first.text);
}

function textOf(prompt: string, tokens: readonly Token[]): string {
  const spoken = tokens.filter((token) => token.kind !== "break");
  return prompt.slice(spoken.at(0)?.start ?? 0, spoken.at(-1)?.end ?? 0).trim();
}
