import type { Amount, Operation, Params } from "../operation";
import type { Region } from "../plan";
import { COLOURS } from "../vocabulary/colours";
import { FLAWS, MENDING, MOODS, TOO_MUCH } from "../vocabulary/complaints";
import { COMPLAINTS } from "../vocabulary/strengths";
import { INSTRUCTION_VERBS, LONE_VERBS } from "../vocabulary/verbs";
import { WORD_GROUPS } from "../vocabulary/word-groups";
import { type Clause, isInstruction, textOf } from "./clause";
import type { Lexicon } from "./lexicon";
import { type CoreToken, matchPattern } from "./match-pattern";
import type { Where } from "./readings";

/** A clause that asks for an operation, with its usual parameters for what was said of how much. */
export type OperationAct = {
  kind: "operation";
  operation: Operation;
  params: Params;
  exact: boolean;
  clause: Clause;
  /** The part of the picture that was named, if any. */
  where: Where | null;
  /** The part of the picture that its own words speak of, as in "blur the background". */
  mentioned: Where | null;
};

/** Words that alone say not how a picture should look: verbs, praise, and what there is in pictures. */
const NO_WISHES: ReadonlySet<string> = new Set([
  ...INSTRUCTION_VERBS,
  ...LONE_VERBS,
  ..."good better best nice nicer great fine perfect light sun night day sunny".split(" "),
]);

/** After an instruction, that it goes beyond what is there already. */
const MORE: ReadonlySet<string> = new Set(["more", "further"]);

/** Words that may announce a part of the picture as it should be: "give it a darker sky". */
const GIVE = new Set(WORD_GROUPS["give"]);

/** The operation that a clause asks for, in a part of the picture or (`null`) without one; `null` when it asks for none. */
export function readOperation(lexicon: Lexicon, clause: Clause, where: Where | null): OperationAct | null {
  const [first, ...others] = clause.core;
  // "I want it dark" makes it dark; nobody mends what is wished for.
  if (clause.wish && isFlaw(clause.core)) return readMade(lexicon, clause, where);
  const isMood = clause.core.length === 1 && MOODS.has(textOf(first));
  if (isMood && !clause.statement && where === null) return readMade(lexicon, clause, where);
  if (clause.statement && isPlain(clause.core)) return readFlaw(lexicon, clause, where);
  if (where?.wished !== true)
    return (
      matchOperation(lexicon, clause, where) ?? readMore(lexicon, clause, where) ?? readBare(lexicon, clause, where)
    );
  if (first?.kind !== "word") return null;
  // "Give it a darker sky" and "a darker sky" make the sky darker; "a blurry sky" does not complain of it.
  const core = GIVE.has(first.text) ? others : clause.core;
  return matchOperation(lexicon, { ...clause, core: [{ ...first, text: "make" }, ...core] }, where);
}

/** The first operation with a phrase that matches the core of a clause to the last word. */
export function matchOperation(lexicon: Lexicon, clause: Clause, where: Where | null): OperationAct | null {
  const { core, amount, strength } = clause;
  for (const { operation, pattern, read } of lexicon.phrases.candidates(core)) {
    if (where !== null && !(operation.regional && isSeenIn(where, operation))) continue;
    if (operation.partsOnly !== null && !isOnlyOf(operation.partsOnly, where)) continue;
    if (clause.statement && !MENDING.has(operation.name) && !core.some(isComplaintWord)) continue;
    const slots = matchPattern(pattern, core, lexicon.speller);
    const reading = slots === null ? null : read({ strength: strength ?? 1, amount, slots });
    if (reading !== null) return { kind: "operation", operation, ...reading, clause, where, mentioned: null };
  }
  return null;
}

/** What a word that may complain ("dark") asks for as a wish ("make dark"). */
export function readMade(lexicon: Lexicon, clause: Clause, where: Where | null): OperationAct | null {
  const [first] = clause.core;
  return first?.kind === "word"
    ? matchOperation(lexicon, { ...clause, core: [{ ...first, text: "make" }, ...clause.core] }, where)
    : null;
}

/** The same operation with another strength; `null` where strength means nothing. */
export function withStrength(lexicon: Lexicon, act: OperationAct, strength: number): OperationAct | null {
  const { clause, where, mentioned } = act;
  const stronger = clause.amount === null ? readOperation(lexicon, { ...clause, strength }, where) : null;
  return stronger === null ? null : { ...stronger, mentioned };
}

/** The same operation by an amount in figures; `null` where it takes none such. */
export function withAmount(lexicon: Lexicon, act: OperationAct, amount: Amount): OperationAct | null {
  const { clause, where, mentioned, operation } = act;
  const exact = readOperation(lexicon, { ...clause, amount }, where);
  return exact?.operation === operation ? { ...exact, mentioned } : null;
}

/** Whether words are a flaw by themselves, such as "blurry" or "out of focus". */
export const isFlaw = (core: readonly CoreToken[]): boolean => FLAWS.has(core.map(textOf).join(" "));

export const isComplaintWord = (token: CoreToken): boolean => COMPLAINTS.has(textOf(token));

export const isComparative = (token: CoreToken | undefined): boolean => textOf(token).endsWith("er");

/** Whether what was named is one of some parts of the picture, and not all but one, unless that is somebody among others. */
const isOnlyOf = (names: ReadonlySet<Region["name"]>, where: Where | null): boolean =>
  where !== null &&
  where.regions.length > 0 &&
  where.regions.some(({ except }) => except !== true) &&
  where.regions.every(({ name, at, except }) => names.has(name) && (except !== true || at !== undefined));

/** A thing that is known by its colour alone has its colour and light changed, and nothing that has to reach to its outline. */
const isSeenIn = ({ regions }: Where, { family, hides }: Operation): boolean =>
  !regions.some(({ name }) => name === "thing") || (hides === null && (family === "colour" || family === "light"));

/** "Vibrant", "crisp": how it should be, and no colour, which may be the name of a thing. */
function readBare(lexicon: Lexicon, clause: Clause, where: Where | null): OperationAct | null {
  const [word, ...others] = clause.core;
  if (word?.kind !== "word" || others.length > 0 || clause.statement || where !== null) return null;
  if (clause.pronoun === "everything") return null;
  if (Object.hasOwn(COLOURS, word.text) || NO_WISHES.has(word.text)) return null;
  const act = readMade(lexicon, clause, where);
  return act !== null && ADJECTIVAL.has(act.operation.family) ? act : null;
}

/** Families in which one word says how a picture is to look. */
const ADJECTIVAL: ReadonlySet<string> = new Set(["light", "colour", "looks", "focus", "weather"]);

/** "Blur it more" blurs it as usual: more than it is now. */
function readMore(lexicon: Lexicon, clause: Clause, where: Where | null): OperationAct | null {
  const { core } = clause;
  if (core.length < 2 || !MORE.has(textOf(core.at(-1))) || !isOrder(clause)) return null;
  const act = matchOperation(lexicon, { ...clause, core: core.slice(0, -1) }, where);
  return act?.operation.changes.some((aspect) => aspect === "shape" || aspect === "content") === true ? null : act;
}

const isOrder = (clause: Clause): boolean => isInstruction(clause) || LONE_VERBS.has(textOf(clause.core[0]));

/** "It is warm", "the left is darker": how things are, not what is wrong with them. */
function isPlain(core: readonly CoreToken[]): boolean {
  if (core.length === 1) return !isFlaw(core);
  return isComparative(core.at(-1)) && !core.some(isComplaintWord);
}

/** "It is dim", "it looks a bit green". */
function readFlaw(lexicon: Lexicon, clause: Clause, where: Where | null): OperationAct | null {
  const [word] = clause.core;
  if (word?.kind !== "word" || clause.core.length > 1) return null;
  // A picture or a skin that is somewhat of a colour has a cast; of grass that is green nobody complains.
  const isCast = Object.hasOwn(COLOURS, word.text) && clause.strength !== null && clause.strength < 1;
  const canHaveCast = where === null || where.regions.every(({ name }) => name === "skin");
  if (!TOO_MUCH.has(word.text) && !(isCast && canHaveCast)) return null;
  return matchOperation(lexicon, { ...clause, core: [{ ...word, text: "too" }, word] }, where);
}
