import { withStrength } from "./read-part";
import type { PlacedPart } from "./resolve-regions";
import { INSTRUCTION_VERBS, WORD_GROUPS } from "./words";

const VERBS: ReadonlySet<string> = new Set([
  ...INSTRUCTION_VERBS,
  ...(WORD_GROUPS["make"] ?? []),
  ...(WORD_GROUPS["turn"] ?? []),
]);

/**
 * "It's too dark, brighten it a lot" asks for one thing: which of the two is to be done, or `null` when both
 * are. Only a complaint is answered by what follows; "brighten it and brighten it" is done twice.
 */
export function mergeRepeats(complaint: PlacedPart, answer: PlacedPart): PlacedPart | null {
  if (complaint.operation !== answer.operation || isInstruction(complaint)) return null;
  if (JSON.stringify(complaint.within) !== JSON.stringify(answer.within)) return null;
  if (coreOf(complaint) === coreOf(answer)) return null;
  if (answer.clause.strength === null && answer.clause.amount === null) {
    const same = withStrength(answer, complaint.clause.strength ?? 1);
    return isSame(same ?? answer, complaint) ? complaint : null;
  }
  const usual = [
    withStrength(complaint, 1) ?? complaint,
    withStrength({ ...answer, clause: { ...answer.clause, amount: null } }, 1) ?? answer,
  ];
  const [first, second] = usual;
  return first !== undefined && second !== undefined && isSame(first, second) ? answer : null;
}

const isSame = (one: Pick<PlacedPart, "params">, other: Pick<PlacedPart, "params">): boolean =>
  JSON.stringify(one.params) === JSON.stringify(other.params);

function isInstruction({ clause }: PlacedPart): boolean {
  const [first] = clause.core;
  return first?.kind === "word" && VERBS.has(first.text);
}

const coreOf = ({ clause }: PlacedPart): string =>
  clause.core.map((token) => (token.kind === "word" ? token.text : token.kind)).join(" ");
