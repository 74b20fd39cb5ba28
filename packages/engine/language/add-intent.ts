import type { Region } from "../plan";
import { INSTRUCTION_VERBS } from "../vocabulary/verbs";
import type { Act } from "./act";
import { complaintOf, isInstruction, textOf } from "./clause";
import { allowedWithin, type Constraints } from "./constraints";
import { mergeRepeats } from "./continuation";
import type { Intent, ResolvedAct } from "./coreference";
import type { Lexicon } from "./lexicon";
import { withStrength } from "./operation-act";
import { meantOfPeople } from "./people-meant";
import { isOneOfTwo, recoloured } from "./recoloured";
import type { Token } from "./tokenise";

/** "It's too bright, bring it down a bit." */
export function adjustLast(
  lexicon: Lexicon,
  { operations }: Around["result"],
  act: Elaboration,
  last: ResolvedAct,
): void {
  const asked = act.pronoun && act.strength !== null ? withStrength(lexicon, last, act.strength) : null;
  const before = operations.at(-1);
  if (asked === null || before === undefined) return;
  operations[operations.length - 1] = { ...before, params: asked.params };
}

export type Around = {
  lexicon: Lexicon;
  result: { operations: Intent[]; notUnderstood: string[] };
  constraints: Constraints;
  request: readonly Token[];
  /** Whether something was spoken of that was not understood. */
  isUnclear: boolean;
};

/** Adds an operation to the result, or its words where it can't be done safely; what stands for `last` after it. */
export function addOperation(
  { lexicon, result, constraints, request, isUnclear }: Around,
  act: ResolvedAct,
  last: ResolvedAct | null,
  { words, said }: { words: string; said: string },
): ResolvedAct | null {
  // "Add a dog and make it brown": once something else was spoken of, "it" need not be the picture.
  const isWhat = isUnclear && act.clause.pronoun !== null && act.where === null;
  const allowed = isWhat ? null : allowedWithin(act, constraints);
  const meant = allowed === null ? null : meantOfPeople(act, allowed, request);
  if (meant === null || isOneOfTwo(act, request)) {
    result.notUnderstood.push(words);
    return null;
  }
  const isHow = last !== null && isHiddenBefore(last, act);
  if (last !== null && (isSoftened(last, act) || isBalancedBefore(last, act))) return last;
  if (last !== null && isHow && (last.operation === act.operation || last.operation.name === "black-out")) return last;
  // "Blur his face, pixelate it": the face.
  const within = isHow ? [...last.within] : meant;
  const again = askedAgain(result.operations, act, within);
  if (again !== null) return again === "more" ? act : last;
  const merged = last === null ? null : mergeRepeats(lexicon, last, act);
  const { operation, params, exact } = merged ?? act;
  // "Brighten the man, he is too dark": the man.
  const place = merged !== null && merged === last ? (result.operations.at(-1)?.within ?? within) : within;
  const intent = recoloured(lexicon, { operation, params, exact, within: place, words }, said, constraints);
  if (merged === null) result.operations.push(intent);
  else result.operations[result.operations.length - 1] = intent;
  return merged ?? act;
}

/** What is asked for a second time: the `same`, or what says `more` of what was asked, which is then changed; `null`: another. */
function askedAgain(operations: Intent[], act: ResolvedAct, within: Region[]): "same" | "more" | null {
  const before = operations.filter(({ operation }) => operation === act.operation);
  const [first] = before;
  if (act.operation.once && first !== undefined) {
    // "Make it bigger, double the size": by how much is said behind it.
    if (act.clause.amount !== null) first.params = act.params;
    return "same";
  }
  // "Make it 1200x630 for a link preview": that size twice.
  const isShape =
    act.operation.family === "geometry" && act.operation.changes.includes("shape") && "width" in act.params;
  if (isShape && before.some(({ params }) => JSON.stringify(params) === JSON.stringify(act.params))) return "same";
  if (act.operation.name !== "black-and-white") return null;
  // "Black and white, with only the rose in colour": the second says where the first is to be.
  const whole = before.find((intent) => intent.within.length === 0);
  if (whole !== undefined && within.every(({ except }) => except === true)) {
    whole.within = within;
    return "more";
  }
  // "Only the rose in colour, the rest black and white".
  return act.where?.rest === true && before.some((intent) => isAllBut(intent.within)) ? "same" : null;
}

const isAllBut = (within: Intent["within"]): boolean =>
  within.length > 0 && within.every(({ except }) => except === true);

export type Elaboration = Extract<Act, { kind: "elaboration" }>;

/** Whether an elaboration can be meant for what stands before it: "fix it" follows a complaint, and no instruction. */
export function goesWith(
  { pronoun, removes, answers }: Elaboration,
  { clause, where, mentioned, operation }: ResolvedAct,
): boolean {
  if (pronoun && isInstruction(clause) && !clause.statement) return false;
  // "The shadows are too heavy, bring them up."
  if (pronoun && operation.name === "shadows") return true;
  if (removes && (where !== null || mentioned !== null)) return false;
  return answers === null || answers === complaintOf(clause);
}

/** "It's too contrasty, soften it": of light and not of outlines. */
const isSoftened = ({ operation, clause }: ResolvedAct, next: ResolvedAct): boolean =>
  (operation.name === "contrast" || operation.name === "highlights") &&
  clause.core.every((token) => !INSTRUCTION_VERBS.has(textOf(token))) &&
  next.operation.name === "blur" &&
  next.clause.pronoun !== null &&
  next.clause.core.every((token) => textOf(token) === "soften");

/** "Fix the white balance, it's too blue": why. */
const isBalancedBefore = ({ operation }: ResolvedAct, next: ResolvedAct): boolean =>
  operation.name === "white-balance" &&
  next.clause.statement &&
  next.within.length === 0 &&
  (next.operation.name === "warmth" || next.operation.name === "colour-balance");

/** "Hide the faces, blur": how they are to be hidden, and nothing else. */
const isHiddenBefore = ({ operation, within }: ResolvedAct, next: ResolvedAct): boolean =>
  operation.hides !== null &&
  within.length > 0 &&
  next.operation.hides === "surely" &&
  next.within.length === 0 &&
  !next.clause.named &&
  next.clause.pronoun !== "everything";
