import type { Region } from "../plan";
import { OPERATIONS } from "../operations";
import type { Amount, Aspect, Operation, Params } from "../operation";
import { ASIDES } from "../vocabulary/asides";
import { COLOURS } from "../vocabulary/colours";
import { FLAWS, MENDING, TOO_MUCH } from "../vocabulary/complaints";
import { isInstruction } from "./is-instruction";
import { LIMITS, REGION_LIMITS } from "../vocabulary/limits";
import { matchPattern } from "./match-pattern";
import type { Pattern } from "../pattern";
import type { CoreToken } from "./match-pattern";
import { createPhraseIndex } from "./phrase-index";
import { type Clause, readClause } from "./read-clause";
import { readings, spokenOf, type Where } from "./readings";
import { SPELLER } from "./speller";
import type { Token } from "./tokenise";
import type { Complaint } from "./complaint-of";
import { COMPLAINTS } from "../vocabulary/strengths";
import { LONE_VERBS } from "../vocabulary/verbs";
import { WORD_GROUPS } from "../vocabulary/word-groups";

export type OperationPart = {
  kind: "operation";
  operation: Operation;
  params: Params;
  exact: boolean;
  clause: Clause;
  /** The part of the picture that was named, if any. */
  where: Where | null;
  /** The part of the picture that its own words speak of, as in "blur the background". */
  spoken: Where | null;
};

/** What one part of a sentence says. `nothing` are words without an instruction, such as "please". */
export type Part =
  | OperationPart
  | { kind: "limit"; aspect: Aspect | null; clause: Clause }
  /** What must stay, or be all that changes, in the whole request. */
  | { kind: "region-limit"; regions: readonly Region[] }
  /** What must not be done, in the whole request or in a part of the picture. */
  | { kind: "forbidden"; operation: Operation; regions: readonly Region[] }
  /** Nothing more than what was asked for before. */
  | { kind: "aside"; pronoun: boolean; removes: boolean; answers: Complaint | null; strength: number | null }
  /** What is wrong with a part of the picture, in words that say nothing of what would mend it: "the background is too busy". */
  | { kind: "remark"; where: Where }
  /** A part of the picture without an instruction. */
  | { kind: "region"; where: Where }
  | { kind: "strength"; strength: number }
  | { kind: "nothing" };

const PHRASES = createPhraseIndex(
  OPERATIONS.flatMap((operation) =>
    operation.phrases.map(({ pattern, read }) => ({ pattern, value: { operation, pattern, read } })),
  ),
  SPELLER,
);

/** Words of a remark that nothing is to be done about, beside what the instruction after it says. */
const REMARKS: ReadonlySet<string> = new Set(
  "too busy distracting messy cluttered boring ugly empty plain cloudy overcast shadow shadows shade".split(" "),
);

/** After an instruction, that it goes beyond what is there already. */
const MORE: ReadonlySet<string> = new Set(["more", "further"]);

/** How many words may stand around "it" for that to be found out. */
const MOST_AFTER_PRONOUN = 4;

const MAKE = new Set(WORD_GROUPS["make"]);

/** Words that may announce a part of the picture as it should be: "give it a darker sky". */
const GIVE = new Set(WORD_GROUPS["give"]);

/** Reads one part of a sentence; `null` when a single word of it is not accounted for. */
export function readPart(tokens: readonly Token[]): Part | null {
  return readSaid(tokens) ?? readForbidden(tokens);
}

function readSaid(tokens: readonly Token[]): Part | null {
  for (const { clause: heard, where } of readings(tokens)) {
    const clause = where === null ? heard : asMeant(heard, where, tokens);
    if (clause === null) continue;
    const part = where === null ? readWhole(clause, tokens) : readInside(clause, where);
    if (part?.kind === "operation" && where !== null) return { ...part, spoken: spokenOf(tokens) };
    if (part !== null) return part;
  }
  return null;
}

/**
 * A flaw named with a part of the picture: "sky dark" complains, "everything blurry except her" asks for it, and
 * "dark sky" may do either (`null`).
 */
function asMeant(clause: Clause, where: Where, tokens: readonly Token[]): Clause | null {
  const { core, statement, wish } = clause;
  if (statement || wish || !FLAWS.has(core.map(textOf).join(" "))) return clause;
  if (where.limits) return { ...clause, wish: true };
  const isBefore = (tokens.at(-1)?.end ?? 0) > (core.at(-1)?.end ?? 0);
  return isBefore && readMade(clause, where) !== null ? null : clause;
}

/** "Don't blur the face", "without cropping". */
function readForbidden(tokens: readonly Token[]): Part | null {
  const [first, second] = tokens.map((token) => (token.kind === "word" ? token.text : ""));
  const length = first === "do" && second === "not" ? 2 : first === "never" || first === "without" ? 1 : 0;
  const part = length === 0 ? null : readSaid(tokens.slice(length));
  if (part?.kind !== "operation" || part.where?.rest === true) return null;
  const regions = part.where?.regions ?? [];
  if (regions.some(({ except }) => except === true)) return null;
  return { kind: "forbidden", operation: part.operation, regions };
}

/**
 * Reads a part that leaves out what the part before it began with: "increase contrast and saturation".
 * `null` as well when two beginnings give two meanings.
 */
export function readContinued(tokens: readonly Token[], before: Clause): OperationPart | LimitPart | null {
  for (const { clause, where } of readings(tokens)) {
    if (clause.core.length === 0) continue;
    const found: (OperationPart | LimitPart)[] = [];
    for (let length = before.core.length - 1; length >= 1; length--) {
      const continued: Clause = {
        ...clause,
        core: [...before.core.slice(0, length), ...clause.core],
        // "Make the sky much darker, the ground lighter": that much was said of the sky.
        strength: clause.strength ?? (where === null ? before.strength : null),
        pronoun: clause.pronoun ?? before.pronoun,
      };
      const part =
        where === null ? (readLimit(continued) ?? readOperation(continued, null)) : readOperation(continued, where);
      if (part !== null) found.push(part);
    }
    const [first] = found;
    if (first !== undefined) return found.every((other) => meaning(other) === meaning(first)) ? first : null;
  }
  return null;
}

/**
 * Reads a part that speaks of what the part before it named: "the blacks are too grey, make them deeper".
 * Only as the same operation.
 */
export function readPronoun(tokens: readonly Token[], before: OperationPart): OperationPart | null {
  const clause = readClause(tokens);
  if (clause === null || clause.pronoun === null || clause.named || clause.core.length > MOST_AFTER_PRONOUN)
    return null;
  for (const noun of before.clause.core) {
    for (let at = 0; at <= clause.core.length; at++) {
      const part = readCore({ ...clause, core: clause.core.toSpliced(at, 0, noun), pronoun: null }, before.where);
      if (part?.operation === before.operation) return { ...part, spoken: before.spoken };
    }
  }
  return null;
}

/**
 * "Make it moody, dark and grainy": what a word that alone is taken for a complaint means after a wish.
 * `null` when it means the same.
 */
export function readWish(part: OperationPart): OperationPart | null {
  const [word] = part.clause.core;
  if (part.clause.statement || part.clause.core.length !== 1 || word?.kind !== "word") return null;
  const wish = readCore({ ...part.clause, core: [{ ...word, text: "make" }, word] }, part.where);
  return wish === null || meaning(wish) === meaning(part) ? null : { ...wish, spoken: part.spoken };
}

type LimitPart = Extract<Part, { kind: "limit" }>;

/** The same operation with another strength; `null` where strength means nothing. */
export function withStrength(part: OperationPart, strength: number): OperationPart | null {
  const stronger = part.clause.amount === null ? readOperation({ ...part.clause, strength }, part.where) : null;
  return stronger === null ? null : { ...stronger, spoken: part.spoken };
}

/** The same operation by an amount in figures; `null` where it takes none such. */
export function withAmount(part: OperationPart, amount: Amount): OperationPart | null {
  const exact = readOperation({ ...part.clause, amount }, part.where);
  return exact?.operation === part.operation ? { ...exact, spoken: part.spoken } : null;
}

const meaning = (part: OperationPart | LimitPart): string =>
  part.kind === "operation" ? JSON.stringify([part.operation.name, part.params]) : JSON.stringify(part);

function readWhole(clause: Clause, tokens: readonly Token[]): Part | null {
  if (clause.core.length === 0 && clause.amount === null) {
    return clause.strength === null ? { kind: "nothing" } : { kind: "strength", strength: clause.strength };
  }
  const limit = readLimit(clause);
  if (limit !== null) return limit;
  if (isColourToBe(clause, tokens)) return null;
  const part = readOperation(clause, null);
  if (part === null) return readAside(clause);
  // After "remove the background", "it" is no longer that.
  const isKept = !part.operation.changes.some((aspect) => aspect === "shape" || aspect === "content");
  return isKept ? { ...part, spoken: spokenOf(tokens) } : part;
}

/** "Make the red …": what is red, of which nothing is said, and no tint. */
function isColourToBe({ core: [verb, ...others] }: Clause, tokens: readonly Token[]): boolean {
  const [article, colour] = tokens.slice(-2);
  const isMade = verb?.kind === "word" && MAKE.has(verb.text) && others.length === 1;
  const hasArticle = article?.kind === "word" && article.text === "the";
  return isMade && hasArticle && colour?.kind === "word" && Object.hasOwn(COLOURS, colour.text);
}

function readInside(clause: Clause, where: Where): Part | null {
  if (clause.core.length === 0) {
    return clause.amount === null && clause.strength === null ? { kind: "region", where } : null;
  }
  const aside = readAside(clause);
  if (aside !== null) return aside;
  if (clause.statement && clause.amount === null && clause.core.every(isRemark)) return { kind: "remark", where };
  const limit = REGION_LIMITS.find(
    ({ needsOnly, pattern }) => (!needsOnly || where.limits) && matches(pattern, clause.core) !== null,
  );
  if (limit === undefined) return readOperation(clause, where);
  // "Don't touch all but the sky" and the like are left to nobody.
  if (where.rest || where.regions.some(({ except }) => except === true)) return null;
  return {
    kind: "region-limit",
    regions: limit.only ? where.regions : where.regions.map((region) => ({ ...region, except: true })),
  };
}

function readAside(clause: Clause): Part | null {
  const aside = ASIDES.find(
    ({ pronoun, pattern }) => (!pronoun || clause.pronoun !== null) && matches(pattern, clause.core) !== null,
  );
  if (aside === undefined) return null;
  const { pronoun, removes, answers } = aside;
  return { kind: "aside", pronoun, removes, answers, strength: clause.strength };
}

function readLimit(clause: Clause): LimitPart | null {
  const limit = LIMITS.find(({ pattern }) => matches(pattern, clause.core) !== null);
  return limit === undefined ? null : { kind: "limit", aspect: limit.aspect, clause };
}

function readOperation(clause: Clause, where: Where | null): OperationPart | null {
  const [first, ...others] = clause.core;
  // "I want it dark" makes it dark; nobody mends what is wished for.
  if (clause.wish && FLAWS.has(clause.core.map(textOf).join(" "))) return readMade(clause, where);
  if (clause.statement && isPlain(clause.core)) return readFlaw(clause, where);
  if (where?.wished !== true) return readCore(clause, where) ?? readMore(clause, where);
  if (first?.kind !== "word") return null;
  // "Give it a darker sky" and "a darker sky" make the sky darker; "a blurry sky" does not complain of it.
  const core = GIVE.has(first.text) ? others : clause.core;
  return readCore({ ...clause, core: [{ ...first, text: "make" }, ...core] }, where);
}

/** Whether what was named is one of some parts of the picture, and not all but one. */
const isOnlyOf = (names: ReadonlySet<Region["name"]>, where: Where | null): boolean =>
  where !== null &&
  where.regions.length > 0 &&
  where.regions.every(({ name, except }) => names.has(name) && except !== true);

/** "Blur it more" blurs it as usual: more than it is now. */
function readMore(clause: Clause, where: Where | null): OperationPart | null {
  const { core } = clause;
  const last = core.at(-1);
  if (core.length < 2 || last === undefined || !MORE.has(textOf(last)) || !isOrder(clause)) return null;
  const part = readCore({ ...clause, core: core.slice(0, -1) }, where);
  return part?.operation.changes.some((aspect) => aspect === "shape" || aspect === "content") === true ? null : part;
}

const isOrder = (clause: Clause): boolean =>
  isInstruction(clause) || clause.core.slice(0, 1).some((token) => LONE_VERBS.has(textOf(token)));

function readCore(clause: Clause, where: Where | null): OperationPart | null {
  for (const { operation, pattern, read } of PHRASES.candidates(clause.core)) {
    if (where !== null && !operation.regional) continue;
    if (operation.partsOnly !== null && !isOnlyOf(operation.partsOnly, where)) continue;
    if (clause.statement && !MENDING.has(operation.name) && !clause.core.some(isComplaint)) continue;
    const slots = matches(pattern, clause.core);
    const reading = slots === null ? null : read({ strength: clause.strength ?? 1, amount: clause.amount, slots });
    if (reading !== null) return { kind: "operation", operation, ...reading, clause, where, spoken: null };
  }
  return null;
}

/** "It is warm", "the left is darker": how things are, not what is wrong with them. */
function isPlain(core: readonly CoreToken[]): boolean {
  if (core.length === 1) return !FLAWS.has(core.map(textOf).join(" "));
  return isComparative(core.at(-1)) && !core.some(isComplaint);
}

const isComparative = (token: CoreToken | undefined): boolean => token?.kind === "word" && token.text.endsWith("er");

/** "It is dim", "it looks a bit green". */
function readFlaw(clause: Clause, where: Where | null): OperationPart | null {
  const [word] = clause.core;
  if (word?.kind !== "word" || clause.core.length > 1) return null;
  // A picture or a skin that is somewhat of a colour has a cast; of grass that is green nobody complains.
  const isCast = Object.hasOwn(COLOURS, word.text) && clause.strength !== null && clause.strength < 1;
  const canHaveCast = where === null || where.regions.every(({ name }) => name === "skin");
  if (!TOO_MUCH.has(word.text) && !(isCast && canHaveCast)) return null;
  return readCore({ ...clause, core: [{ ...word, text: "too" }, word] }, where);
}

function readMade(clause: Clause, where: Where | null): OperationPart | null {
  const [first] = clause.core;
  return first?.kind === "word"
    ? readCore({ ...clause, core: [{ ...first, text: "make" }, ...clause.core] }, where)
    : null;
}

const textOf = (token: CoreToken): string => (token.kind === "word" ? token.text : "");

const isRemark = (token: CoreToken): boolean => token.kind === "word" && REMARKS.has(token.text);

const isComplaint = (token: CoreToken): boolean => token.kind === "word" && COMPLAINTS.has(token.text);

const matches = (pattern: Pattern, core: readonly CoreToken[]) => matchPattern(pattern, core, SPELLER);
