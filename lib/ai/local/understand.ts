import type { Region } from "@/lib/ai/edit-plan";
import type { Aspect, Operation, Params } from "@/lib/ai/editor/local/operation";
import { joinColours } from "./join-colours";
import { limitRegions } from "./limit-regions";
import { readClause } from "./read-clause";
import { readSentence } from "./read-sentence";
import { type PlacedItem, type PlacedPart, resolveRegions } from "./resolve-regions";
import { tokenise, type Token } from "./tokenise";
import { INSTRUCTION_VERBS, NEGATIONS } from "./words";

/** An operation that was asked for, with its usual parameters, where in the picture, and the words that asked for it. */
export type HeardOperation = {
  operation: Operation;
  params: Params;
  exact: boolean;
  /** Empty: the whole picture. */
  within: Region[];
  words: string;
};

export type Understanding = {
  /** In the order in which they were said. */
  operations: HeardOperation[];
  /** The rest, in the person's own words. */
  notUnderstood: string[];
};

/**
 * Understands a request by rules. A part counts as understood only when each of its words is
 * accounted for, so that nothing is ever carried out as something else; what narrows, forbids or
 * contradicts takes the whole sentence with it.
 */
export function understand(prompt: string): Understanding {
  const read = splitSentences(joinColours(tokenise(prompt))).map((tokens) => ({ tokens, items: readSentence(tokens) }));
  const sentences = resolveRegions(read);
  const items = sentences.flatMap((sentence) => sentence.items);
  const limits = items.flatMap(({ part }) => (part?.kind === "region-limit" ? part.regions : []));
  const kept = items.flatMap(({ part }) => (part?.kind === "limit" && part.aspect !== null ? [part.aspect] : []));
  const asked = items.flatMap(({ part }) => (part?.kind === "operation" ? [part] : []));
  const result: Understanding = { operations: [], notUnderstood: [] };

  for (const { tokens, items } of sentences) {
    const words = (from: number, to: number): string => textOf(prompt, tokens.slice(from, to));
    if (items.some((item) => spoilsSentence(item, tokens, asked))) {
      result.notUnderstood.push(words(0, tokens.length));
      continue;
    }
    for (const { from, to, part } of items) {
      // "Add a dog and make it brown": once something else was spoken of, "it" need not be the picture.
      const isUnclear = part?.kind === "operation" && part.clause.pronoun !== null && part.where === null;
      const within = part?.kind === "operation" ? limitRegions(part, limits) : null;
      if (part === null || (isUnclear && result.notUnderstood.length > 0)) {
        result.notUnderstood.push(words(from, to));
      } else if (part.kind === "operation") {
        const { operation, params, exact } = part;
        if (within === null || breaksLimit(part, kept)) result.notUnderstood.push(words(from, to));
        else result.operations.push({ operation, params, exact, within, words: words(from, to) });
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

function spoilsSentence(
  { from, to, part }: PlacedItem,
  tokens: readonly Token[],
  asked: readonly PlacedPart[],
): boolean {
  if (part?.kind === "limit") {
    const { aspect } = part;
    return aspect !== null && asked.some((operation) => breaksLimit(operation, [aspect]));
  }
  if (part?.kind === "region-limit") return asked.some((operation) => limitRegions(operation, part.regions) === null);
  if (part !== null) return false;
  const words = tokens.slice(from, to).flatMap((token) => (token.kind === "word" ? [token.text] : []));
  if (words.some((word) => NEGATIONS.has(word))) return true;
  const first = readClause(tokens.slice(from, to))?.core[0];
  return first?.kind !== "word" || !INSTRUCTION_VERBS.has(first.text);
}

const breaksLimit = ({ operation }: PlacedPart, kept: readonly Aspect[]): boolean =>
  operation.changes.some((aspect) => kept.includes(aspect));

function textOf(prompt: string, tokens: readonly Token[]): string {
  const spoken = tokens.filter((token) => token.kind !== "break");
  return prompt.slice(spoken.at(0)?.start ?? 0, spoken.at(-1)?.end ?? 0).trim();
}
