import type { Clause } from "./read-clause";
import { INSTRUCTION_VERBS } from "../vocabulary/verbs";
import { WORD_GROUPS } from "../vocabulary/word-groups";

const VERBS: ReadonlySet<string> = new Set([
  ...INSTRUCTION_VERBS,
  ...(WORD_GROUPS["make"] ?? []),
  ...(WORD_GROUPS["turn"] ?? []),
]);

/** Whether it says what is to be done ("make it brighter"), rather than how things are or should be. */
export function isInstruction({ core: [first] }: Clause): boolean {
  return first?.kind === "word" && VERBS.has(first.text);
}
