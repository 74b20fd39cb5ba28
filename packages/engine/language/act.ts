import type { Operation } from "../operation";
import type { Pattern } from "../pattern";
import type { Aspect, Region } from "../plan";
import { COLOURS } from "../vocabulary/colours";
import { OBSERVATIONS } from "../vocabulary/complaints";
import { WORD_GROUPS } from "../vocabulary/word-groups";
import { type Clause, type Complaint, textOf } from "./clause";
import { type Lexicon, PATTERNS } from "./lexicon";
import { matchPattern } from "./match-pattern";
import { isFlaw, type OperationAct, readMade, readOperation } from "./operation-act";
import { mentionedIn, readings, type Where } from "./readings";
import type { Token } from "./tokenise";

export type LimitAct = { kind: "limit"; aspect: Aspect | null; clause: Clause };

/** What the person does with one segment of a sentence. `nothing` are words without an instruction, such as "please". */
export type Act =
  | OperationAct
  | LimitAct
  /** What must stay, or be all that changes, in the whole request. */
  | { kind: "region-limit"; regions: readonly Region[] }
  /** What must not be done, in the whole request or in a part of the picture. */
  | { kind: "forbidden"; operation: Operation; regions: readonly Region[] }
  /** Nothing more than what was asked for before. */
  | { kind: "elaboration"; pronoun: boolean; removes: boolean; answers: Complaint | null; strength: number | null }
  /** What is wrong with a part of the picture, in words that say nothing of what would mend it: "the background is too busy". */
  | { kind: "observation"; where: Where }
  /** A part of the picture without an instruction. */
  | { kind: "region"; where: Where }
  /** Where something is meant that may be done to all of the picture: told, and no more. */
  | { kind: "left-out" }
  | { kind: "strength"; strength: number }
  | { kind: "nothing" };

const MAKE = new Set(WORD_GROUPS["make"]);

/** Reads one segment of a sentence; `null` when a single word of it is not accounted for. */
export const readAct = (lexicon: Lexicon, tokens: readonly Token[]): Act | null =>
  readAllowed(lexicon, tokens) ?? readForbidden(lexicon, tokens);

function readAllowed(lexicon: Lexicon, tokens: readonly Token[]): Act | null {
  for (const { clause: read, where } of readings(lexicon, tokens)) {
    const clause = where === null ? read : asMeant(lexicon, read, where, tokens);
    if (clause === null) continue;
    const act = where === null ? readWhole(lexicon, clause, tokens) : readInside(lexicon, clause, where);
    if (act?.kind === "operation" && where !== null) return { ...act, mentioned: mentionedIn(lexicon, tokens) };
    if (act !== null) return act;
  }
  return null;
}

/**
 * A flaw named with a part of the picture: "sky dark" complains, "everything blurry except her" asks for it, and
 * "dark sky" may do either (`null`).
 */
function asMeant(lexicon: Lexicon, clause: Clause, where: Where, tokens: readonly Token[]): Clause | null {
  const { core, statement, wish } = clause;
  if (statement || wish || !isFlaw(core)) return clause;
  if (where.limits) return { ...clause, wish: true };
  const isBefore = (tokens.at(-1)?.end ?? 0) > (core.at(-1)?.end ?? 0);
  return isBefore && readMade(lexicon, clause, where) !== null ? null : clause;
}

/** "Don't blur the face", "without cropping". */
function readForbidden(lexicon: Lexicon, tokens: readonly Token[]): Act | null {
  const [first, second] = tokens.map(textOf);
  const length = first === "do" && second === "not" ? 2 : first === "never" || first === "without" ? 1 : 0;
  const act = length === 0 ? null : readAllowed(lexicon, tokens.slice(length));
  if (act?.kind !== "operation" || act.where?.rest === true) return null;
  const regions = act.where?.regions ?? [];
  if (regions.some(({ except }) => except === true)) return null;
  return { kind: "forbidden", operation: act.operation, regions };
}

function readWhole(lexicon: Lexicon, clause: Clause, tokens: readonly Token[]): Act | null {
  if (clause.core.length === 0 && clause.amount === null) {
    return clause.strength === null ? { kind: "nothing" } : { kind: "strength", strength: clause.strength };
  }
  const limit = readLimit(lexicon, clause);
  if (limit !== null) return limit;
  if (isColourToBe(clause, tokens)) return null;
  const act = readOperation(lexicon, clause, null);
  if (act === null) return readElaboration(lexicon, clause);
  // After "remove the background", "it" is no longer that.
  const isKept = !act.operation.changes.some((aspect) => aspect === "shape" || aspect === "content");
  return isKept ? { ...act, mentioned: mentionedIn(lexicon, tokens) } : act;
}

/** "Make the red …": what is red, of which nothing is said, and no tint. */
function isColourToBe({ core: [verb, ...others] }: Clause, tokens: readonly Token[]): boolean {
  const [article, colour] = tokens.slice(-2).map(textOf);
  const isMade = MAKE.has(textOf(verb)) && others.length === 1;
  return isMade && article === "the" && colour !== undefined && Object.hasOwn(COLOURS, colour);
}

/** "Bring up the foreground", "open the trees up": a part is to be brighter. */
const LIFTED: ReadonlySet<string> = new Set(["bring up", "lift", "lift up", "open up", "raise"]);

function readInside(lexicon: Lexicon, clause: Clause, where: Where): Act | null {
  const [first] = clause.core;
  if (first !== undefined && LIFTED.has(clause.core.map(textOf).join(" "))) {
    const core = [{ kind: "word" as const, text: "brighten", start: first.start, end: first.end }];
    return readOperation(lexicon, { ...clause, core }, where);
  }
  if (clause.core.length === 0) {
    return clause.amount === null && clause.strength === null ? { kind: "region", where } : null;
  }
  const elaboration = readElaboration(lexicon, clause);
  if (elaboration !== null) return elaboration;
  const isObserved = clause.statement && clause.amount === null;
  if (isObserved && clause.core.every((token) => OBSERVATIONS.has(textOf(token))))
    return { kind: "observation", where };
  const onlyColoured = readOnlyColoured(lexicon, clause, where);
  if (onlyColoured !== null) return onlyColoured;
  const limit = PATTERNS.regionLimits.find(
    ({ needsOnly, pattern }) => (!needsOnly || where.limits) && matches(lexicon, pattern, clause),
  );
  if (limit === undefined) return readOperation(lexicon, clause, where);
  // "Don't touch all but the sky" and the like are left to nobody.
  if (where.rest || where.regions.some(({ except }) => except === true)) return null;
  return {
    kind: "region-limit",
    regions: limit.only ? where.regions : where.regions.map((region) => ({ ...region, except: true })),
  };
}

const KEPT: ReadonlySet<string> = new Set([...(WORD_GROUPS["keep"] ?? []), "show", "make", "have", "with", "colour"]);

/** "Only the red rose in colour": all else is black and white. */
function readOnlyColoured(lexicon: Lexicon, clause: Clause, where: Where): OperationAct | null {
  const words = clause.core.map(textOf);
  const isSaid = where.limits && words.at(-1) === "colour" && words.slice(0, -1).every((word) => KEPT.has(word));
  const operation = lexicon.operationNamed("black-and-white");
  const isWanted = !where.rest && where.regions.every(({ except }) => except !== true);
  if (!isSaid || !isWanted || operation === null || words.length > 2 || clause.strength !== null) return null;
  const regions = where.regions.map((region) => ({ ...region, except: true }));
  return {
    kind: "operation",
    operation,
    params: {},
    exact: false,
    clause,
    where: { ...where, regions },
    mentioned: null,
  };
}

function readElaboration(lexicon: Lexicon, clause: Clause): Act | null {
  const found = PATTERNS.elaborations.find(
    ({ pronoun, pattern }) => (!pronoun || clause.pronoun !== null) && matches(lexicon, pattern, clause),
  );
  if (found === undefined) return null;
  const { pronoun, removes = false, answers = null } = found;
  return { kind: "elaboration", pronoun, removes, answers, strength: clause.strength };
}

/** What a clause says must stay as it is, such as the colours. */
export function readLimit(lexicon: Lexicon, clause: Clause): LimitAct | null {
  const limit = PATTERNS.limits.find(({ pattern }) => matches(lexicon, pattern, clause));
  return limit === undefined ? null : { kind: "limit", aspect: limit.aspect, clause };
}

const matches = ({ speller }: Lexicon, pattern: Pattern, { core }: Clause): boolean =>
  matchPattern(pattern, core, speller) !== null;
