import type { Region } from "../plan";
import type { Operation, Params } from "../operation";
import { complaintOf } from "./complaint-of";
import { hidesSomebody } from "./hides-somebody";
import { isInstruction } from "./is-instruction";
import { joinTokens } from "./join-tokens";
import { mergeRepeats } from "./merge-repeats";
import { readClause } from "./read-clause";
import { type Part, withStrength } from "./read-part";
import { type Item, readSentence } from "./read-sentence";
import { recoloured } from "./recoloured";
import { type PlacedItem, type PlacedPart, resolveRegions, type Sentence } from "./resolve-regions";
import { allowedWithin, type Rules, rulesOf } from "./rules";
import { tokenise, type Token } from "./tokenise";
import { INSTRUCTION_VERBS, NEGATIONS } from "../vocabulary/verbs";

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

/** How many parts of a request are read: more than anybody asks for at once, so that none takes long. */
const MOST_PARTS = 20;

/**
 * Understands a request by rules. A part counts as understood only when each of its words is
 * accounted for, so that nothing is ever carried out as something else; what narrows, forbids or
 * contradicts takes the whole sentence with it.
 */
export function understand(prompt: string): Understanding {
  const sentences = resolveRegions(readSentences(splitSentences(joinTokens(tokenise(prompt)))));
  const rules = rulesOf(sentences.flatMap((sentence) => sentence.items));
  const result: Understanding = { operations: [], notUnderstood: [] };
  const spoken = sentences.flatMap(({ tokens }) => tokens);
  let last: PlacedPart | null = null;

  for (const { tokens, items } of sentences) {
    const words = (from: number, to: number): string => textOf(prompt, tokens.slice(from, to));
    if (items.some((item) => spoilsSentence(item, tokens, rules))) {
      result.notUnderstood.push(words(0, tokens.length));
      last = null;
      continue;
    }
    for (const { from, to, part } of items) {
      const said = words(from, to);
      if (part === null || (part.kind === "aside" && (last === null || !goesWith(part, last)))) {
        result.notUnderstood.push(said);
        last = null;
      } else if (part.kind === "aside") {
        // "It's too bright, bring it down a bit."
        const asked =
          part.pronoun && part.strength !== null && last !== null ? withStrength(last, part.strength) : null;
        const before = result.operations.at(-1);
        if (asked !== null && before !== undefined) {
          result.operations[result.operations.length - 1] = { ...before, params: asked.params };
        }
      } else if (part.kind === "operation") {
        // "Add a dog and make it brown": once something else was spoken of, "it" need not be the picture.
        const isUnclear = part.clause.pronoun !== null && part.where === null && result.notUnderstood.length > 0;
        const within = isUnclear ? null : allowedWithin(part, rules);
        const isUnsafe = within !== null && hidesSomebody(part, within, spoken);
        const merged: PlacedPart | null = last === null || within === null ? null : mergeRepeats(last, part);
        if (within === null || isUnsafe) result.notUnderstood.push(said);
        else if (merged === null) result.operations.push(heardOperation(part, within, said, rules));
        else result.operations[result.operations.length - 1] = heardOperation(merged, within, said, rules);
        last = within === null || isUnsafe ? null : (merged ?? part);
      }
    }
  }
  return result;
}

/** All that is beyond `MOST_PARTS` becomes one sentence with one part that is not understood. */
function readSentences(sentences: readonly Token[][]): Sentence<Item>[] {
  const read: Sentence<Item>[] = [];
  let room = MOST_PARTS;
  for (const [index, sentence] of sentences.entries()) {
    const tokens = room > 0 ? sentence : sentences.slice(index).flat();
    const items = readSentence(tokens, room);
    read.push({ tokens, items });
    if (room === 0) break;
    room = Math.max(0, room - items.length);
  }
  return read;
}

/** Whether an aside can be meant for what stands before it: "fix it" follows a complaint, and no instruction. */
function goesWith(
  { pronoun, removes, answers }: Extract<Part, { kind: "aside" }>,
  { clause, where, spoken }: PlacedPart,
): boolean {
  if (pronoun && isInstruction(clause)) return false;
  if (removes && (where !== null || spoken !== null)) return false;
  return answers === null || answers === complaintOf(clause);
}

const heardOperation = (
  { operation, params, exact }: PlacedPart,
  within: Region[],
  words: string,
  rules: Rules,
): HeardOperation => recoloured({ operation, params, exact, within, words }, rules);

function splitSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "break" && token.strong) sentences.push([]);
    else sentences.at(-1)?.push(token);
  }
  return sentences.filter((sentence) => sentence.some((token) => token.kind !== "break"));
}

function spoilsSentence({ from, to, part }: PlacedItem, tokens: readonly Token[], rules: Rules): boolean {
  if (part?.kind === "limit" || part?.kind === "region-limit" || part?.kind === "forbidden") {
    const only = rulesOf([{ part }]);
    return rules.asked.some((operation) => allowedWithin(operation, only) === null);
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
