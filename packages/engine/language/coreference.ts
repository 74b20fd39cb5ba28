import type { Operation, Params } from "../operation";
import type { Region } from "../plan";
import { MEASURES } from "../vocabulary/strengths";
import { isInstruction, textOf } from "./clause";
import { isComparative, type OperationAct } from "./operation-act";
import type { Segment } from "./sentence";
import type { Token } from "./tokenise";

/** An operation with the part of the picture that it is meant for. */
export type ResolvedAct = OperationAct & { within: Region[] };

/** An operation that was asked for, with its usual parameters, where in the picture, and the words that asked for it. */
export type Intent = {
  operation: Operation;
  params: Params;
  exact: boolean;
  /** Empty: the whole picture. */
  within: Region[];
  words: string;
};

/** A segment of a sentence with the part of the picture that is meant, also where it was only called "it". */
export type ResolvedSegment = Omit<Segment, "act"> & { act: Exclude<Segment["act"], OperationAct> | ResolvedAct };

export type Sentence<I extends Segment | ResolvedSegment> = { tokens: readonly Token[]; segments: readonly I[] };

/** What the request has spoken of so far. */
type Memory = {
  /** The part that "it" means; none: the picture. */
  last: readonly Region[];
  /** Whether that is something that one calls "them", so that "it" is the picture. */
  many: boolean;
  /** All parts that were named. */
  named: (readonly Region[])[];
};

/** Settles for each operation of a request which part of the picture it is meant for. */
export function resolveCoreferences(sentences: readonly Sentence<Segment>[]): Sentence<ResolvedSegment>[] {
  const memory: Memory = { last: [], many: false, named: [] };
  const all = sentences.map(({ tokens, segments }) => {
    const resolved: ResolvedSegment[] = [];
    let topic: readonly Region[] = [];
    for (const segment of segments) {
      const act = resolveSegment(segment, { resolved, tokens, topic, memory });
      resolved.push({ ...segment, act });
      if (act?.kind === "observation") [memory.last, memory.many] = [act.where.regions, false];
      if (act?.kind === "region-limit") memory.named.push(act.regions.map(wanted));
      if (act?.kind === "forbidden" && act.regions.length > 0) memory.named.push(act.regions);
      if (act?.kind !== "operation") continue;
      if (act.where?.leads === true) topic = act.within;
      remember(memory, act);
    }
    return { tokens, segments: resolved };
  });
  const flat = all.flatMap(({ segments }) => segments);
  for (const [index, segment] of flat.entries()) if (isLeftOpen(segment, flat[index + 1])) segment.act = null;
  return all;
}

/** An observation without an instruction for that part of the picture right after it. */
function isLeftOpen({ act }: ResolvedSegment, next: ResolvedSegment | undefined): boolean {
  if (act?.kind !== "observation") return false;
  const after = next?.act;
  if (after?.kind !== "operation" || after.where !== null || after.clause.pronoun === null) return true;
  return JSON.stringify(after.within) !== JSON.stringify(act.where.regions);
}

type Around = { resolved: ResolvedSegment[]; tokens: readonly Token[]; topic: readonly Region[]; memory: Memory };

function resolveSegment(segment: Segment, around: Around): ResolvedSegment["act"] {
  const { act } = segment;
  if (act?.kind === "region") return resolveRegion(act.where, around);
  if (act?.kind !== "operation") return act;
  const within = withinOf(act, segment, around);
  if (within === null) return null;
  const where = act.where ?? act.mentioned;
  if (where !== null) shareBackwards(segment, where.regions, around);
  return { ...act, within };
}

function withinOf(act: OperationAct, segment: Segment, { resolved, topic, memory }: Around): Region[] | null {
  const { where, clause, operation } = act;
  if (where?.rest === true) return restOf(memory);
  // "The background is too dark, brighten it but not the people": the background.
  const isOfLast = clause.pronoun === "it" && memory.last.length > 0 && !memory.many && operation.regional;
  const isSparing = where !== null && isOfLast && where.regions.every(({ except }) => except === true);
  if (isSparing) {
    const isAll = where.regions.some(({ name }) => memory.last.some((last) => last.name === name));
    return isAll ? null : [...memory.last, ...where.regions];
  }
  if (where !== null) return [...where.regions];
  if (topic.length > 0) return operation.regional ? [...topic] : null;
  if (clause.named || clause.pronoun === "everything") return [];
  // "The sky and the water, then blur them": both, of which only the last is remembered.
  if (clause.pronoun === "them" && namesSeveral(resolved)) return null;
  const shared = segment.parallel && !isWishOfItsOwn(act, resolved.at(-1)) ? regionsBefore(resolved) : [];
  if (shared.length > 0) return operation.regional ? [...shared] : null;
  if (memory.last.length === 0) return clause.pronoun === "them" ? null : [];
  if (clause.pronoun === null) return [];
  if (clause.pronoun === "it" && memory.many) return [];
  // "Blur the background and crop it": only the picture can be cropped.
  if (!operation.regional) return clause.pronoun === "it" ? [] : null;
  return [...memory.last];
}

/** "A bluer sky and more contrast": of the picture. "More contrast in the sky and less saturation": of the sky. */
function isWishOfItsOwn({ clause: { core, pronoun } }: OperationAct, before: ResolvedSegment | undefined): boolean {
  const [more, measure, ...others] = core.map(textOf);
  const isMeasured =
    before?.act?.kind === "operation" && before.act.clause.core.some((word) => MEASURES.has(textOf(word)));
  const isMore = (more === "more" || more === "less") && MEASURES.has(measure ?? "") && others.length === 0;
  return pronoun === null && isMore && !isMeasured;
}

/** Whether what stands before was said of one part after the other. */
function namesSeveral(resolved: readonly ResolvedSegment[]): boolean {
  const [before, last] = resolved.slice(-2).map(({ act }) => act);
  return before?.kind === "operation" && last?.kind === "operation" && before.clause === last.clause;
}

const wanted = (region: Region): Region => ({ ...region, except: undefined });

/** All but what was named so far; `null` when that is no region. */
function restOf({ named }: Memory): Region[] | null {
  const singles = named.flatMap((regions) => (regions.length === 1 ? regions : []));
  if (singles.length === 0 || singles.length < named.length) return null;
  return singles.map(({ except, ...region }) => (except === true ? region : { ...region, except: true }));
}

function remember(memory: Memory, act: ResolvedAct): void {
  const where = act.where ?? act.mentioned;
  if (where !== null && !where.rest) memory.named.push(where.regions);
  const regions = mentionedRegions(act);
  if (regions.length > 0) {
    memory.last = regions;
    // "The faces are too dark, brighten it": only what was complained of can be meant.
    const isMany = act.where === null && act.mentioned === null ? memory.many : where?.many === true;
    // "Hide everyone and make it brighter": people are no "it".
    const isHidden = act.operation.hides === "surely" && where?.regions.some(({ name }) => name === "person") === true;
    memory.many = regions.some(({ name }) => TONES.has(name)) || ((isMany || isHidden) && isInstruction(act.clause));
  } else if (act.clause.named || act.clause.pronoun !== null) {
    memory.last = [];
    memory.many = false;
  }
}

/** The part of the picture that an operation is for, or that its own words speak of. */
function mentionedRegions({ within, mentioned, where }: ResolvedAct): readonly Region[] {
  const own = mentioned?.regions ?? [];
  // "Brighten the shadows in the sky" is an operation on shadows, in the sky.
  return within.length === 0 || (where !== null && own.length > within.length) ? own : within;
}

function regionsBefore(resolved: readonly ResolvedSegment[]): readonly Region[] {
  const before = resolved.at(-1)?.act;
  return before?.kind === "operation" ? mentionedRegions(before) : [];
}

/** "It" is one thing; shadows are many. */
const TONES: ReadonlySet<Region["name"]> = new Set<Region["name"]>(["shadows", "midtones", "highlights"]);

/** A part of the picture alone: "brighten the sky and the water" is for both, "…, but only in the sky" narrows what was said. */
function resolveRegion(where: OperationAct["where"], { resolved }: Around): ResolvedSegment["act"] {
  const before = resolved.at(-1)?.act;
  if (where === null || where.rest || before?.kind !== "operation") return null;
  if (!where.limits) {
    const isAnother = before.within.length > 0 && before.where !== null && !before.where.limits;
    return isAnother ? { ...before, where, within: [...where.regions] } : null;
  }
  const free = resolved.filter(({ act }) => act?.kind === "operation" && act.within.length === 0);
  if (free.length === 0 || free.some(({ act }) => act?.kind === "operation" && !act.operation.regional)) return null;
  for (const segment of free) narrow(segment, where.regions);
  return { kind: "nothing" };
}

/** "Darken and blur the background", "make it brighter and warmer, except the face": for what stands before as well. */
function shareBackwards(segment: Segment, regions: readonly Region[], { resolved, tokens }: Around): void {
  let after: Segment = segment;
  for (const earlier of resolved.toReversed()) {
    if (earlier.act?.kind !== "operation" || earlier.act.where !== null || earlier.act.within.length > 0) return;
    if (!sharesRegion(earlier, after, segment, tokens)) return;
    if (earlier.act.operation.regional) narrow(earlier, regions);
    after = earlier;
  }
}

function narrow(segment: ResolvedSegment, regions: readonly Region[]): void {
  if (segment.act?.kind === "operation") segment.act = { ...segment.act, within: [...regions] };
}

/** After a verb, what still belongs to it: "warm up". */
const PARTICLES = new Set(["up", "down", "out"]);

/**
 * Whether the part of the picture that `last` names is meant for an operation before it as well, `after`
 * being the one in between or `last` itself.
 */
function sharesRegion(
  earlier: { to: number; act: Segment["act"] },
  after: Segment,
  last: Segment,
  tokens: readonly Token[],
): boolean {
  const where = last.act?.kind === "operation" ? (last.act.where ?? last.act.mentioned) : null;
  if (earlier.act?.kind !== "operation" || where === null || where.leads) return false;
  // ", but not the face" narrows all that was said in the sentence.
  if (where.detached) return earlier.act.operation.regional;
  if (where.trails && after.parallel) return true;
  const between = tokens.slice(earlier.to, after.from);
  const isJoined = between.length === 1 && between.every((token) => token.kind === "break" && token.text === "and");
  const isListed = after !== last && between.every((token) => token.kind === "break");
  return where.ends && (isJoined || isListed) && isVerbAlone(earlier.act);
}

/** "Darken" in "darken and blur the sky": a verb that waits for what it is done to. */
function isVerbAlone({ clause }: OperationAct): boolean {
  const [verb, particle, ...more] = clause.core;
  if (clause.named || clause.pronoun !== null || verb?.kind !== "word" || more.length > 0) return false;
  return !isComparative(verb) && (particle === undefined || PARTICLES.has(textOf(particle)));
}
