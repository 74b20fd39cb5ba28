import { isInstruction } from "./is-instruction";
import { withStrength } from "./read-part";
import type { PlacedPart } from "./resolve-regions";

/**
 * "It's too dark, brighten it a lot" asks for one thing: which of the two is to be done, or `null` when both
 * are. Only a complaint is answered by what stands beside it; "brighten it and brighten it" is done twice.
 */
export function mergeRepeats(first: PlacedPart, second: PlacedPart): PlacedPart | null {
  if (first.operation !== second.operation || coreOf(first) === coreOf(second)) return null;
  if (JSON.stringify(first.within) !== JSON.stringify(second.within) || !isSame(usual(first), usual(second)))
    return null;
  // "Sharpen it, it's blurry": the reason comes after.
  if (second.clause.statement) return first;
  if (isInstruction(first.clause)) return null;
  return second.clause.strength === null && second.clause.amount === null ? first : second;
}

/** As it would be if nothing had been said of how much. */
const usual = (part: PlacedPart): Pick<PlacedPart, "params"> =>
  withStrength({ ...part, clause: { ...part.clause, amount: null } }, 1) ?? part;

const isSame = (one: Pick<PlacedPart, "params">, other: Pick<PlacedPart, "params">): boolean =>
  JSON.stringify(one.params) === JSON.stringify(other.params);

const coreOf = ({ clause }: PlacedPart): string =>
  clause.core.map((token) => (token.kind === "word" ? token.text : token.kind)).join(" ");
