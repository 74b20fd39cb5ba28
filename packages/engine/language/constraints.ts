import type { Operation } from "../operation";
import type { Aspect, Region } from "../plan";
import type { ResolvedAct, ResolvedSegment } from "./coreference";

// What a request forbids, and what is never done by halves.

/** What a request says must stay, and all that it asks for. */
export type Constraints = {
  /** Aspects of the picture that must stay. */
  kept: readonly Aspect[];
  /** Parts of the picture that must stay, or, without `except`, be all that changes. */
  regions: readonly Region[];
  /** What must not be done, and in which part of the picture (none: anywhere). */
  forbidden: ReadonlyArray<{ operation: Operation; regions: readonly Region[] }>;
  asked: readonly ResolvedAct[];
};

/** Collects what holds for the whole request. */
export function constraintsOf(segments: readonly Pick<ResolvedSegment, "act">[]): Constraints {
  return {
    kept: segments.flatMap(({ act }) => (act?.kind === "limit" && act.aspect !== null ? [act.aspect] : [])),
    regions: segments.flatMap(({ act }) => (act?.kind === "region-limit" ? act.regions : [])),
    forbidden: segments.flatMap(({ act }) => (act?.kind === "forbidden" ? [act] : [])),
    asked: segments.flatMap(({ act }) => (act?.kind === "operation" ? [act] : [])),
  };
}

/** Where an operation may happen under the constraints; `null` when it cannot keep them. */
export function allowedWithin({ operation, within }: ResolvedAct, constraints: Constraints): Region[] | null {
  if (operation.changes.some((aspect) => constraints.kept.includes(aspect))) return null;
  const likewise = constraints.forbidden.filter(({ operation: { changes } }) =>
    changes.some((aspect) => operation.changes.includes(aspect)),
  );
  if (likewise.some(({ regions }) => regions.length === 0)) return null;
  const spared = likewise.flatMap(({ regions }) => regions.map((region) => ({ ...region, except: true })));
  return limited(operation, within, [...constraints.regions, ...spared]);
}

function limited(operation: Operation, within: Region[], limits: readonly Region[]): Region[] | null {
  if (limits.length === 0) return within;
  if (operation.changes.includes("shape")) return null;
  const all = [...within];
  for (const limit of limits) {
    const same = all.find(
      (region) => region.name === limit.name && region.colour === limit.colour && region.at === limit.at,
    );
    if (same === undefined) {
      // "Only change the sky. Brighten the ground."
      if (limit.except !== true && within.some(({ except }) => except !== true)) return null;
      all.push(limit);
    } else if ((same.except === true) !== (limit.except === true)) {
      return null;
    }
  }
  return all;
}

/** Words that ask for something to be made unrecognisable, and for nothing else. */
const ALWAYS = /(?<!\p{L})(?:anonymi[sz]|censor|redact|unrecogni[sz]|deface)\p{L}*/iu;

/** Nobody is to be known, or somebody is not to be. */
const UNKNOWN =
  /(?<!\p{L})(?:nobody|no[ -]?one|none of|not any(?:one|body)|not|never|cannot|can['’]?t|mustn['’]?t|shouldn['’]?t|impossible|hard) (?:\S+ ){0,4}?(?:recogni[sz]|identif)/iu;

/** Words that may ask for it, depending on of what. */
const HIDE =
  /(?<!\p{L})(?:blur|pixelat|pixeli[sz]|mosaic|hide|hiding|hidden|obscur|mask|conceal|cover (?:up|over|the|his|her|my|our|their|all)|disguis|scrambl|unread|illegib|black(?:en)? ?(?:out|bar|box)|(?:block|blot|cross|strike|paint) (?:out|over))\p{L}*/iu;

/** What somebody may have to be protected by. */
const PRIVATE =
  /(?<!\p{L})(?:faces?|eyes?|bod(?:y|ies)|identit(?:y|ies)|people|persons?|m[ae]n|wom[ae]n|guys?|girls?|boys?|child|children|kids?|bystanders?|strangers?|passers?-?by|him|her|me|us|them|plates?|registration|address(?:es)?|names?|numbers?|e-?mails?|signatures?|passport|licen[sc]es?|cards?|account|signs?|text|writing|words?|letters?|documents?|screens?|tattoos?|logos?)(?!\p{L})/iu;

/**
 * Whether words ask for somebody or something private to be made unrecognisable. That is never done by
 * halves: whoever publishes the picture would rely on it.
 */
export const asksToHide = (words: string): boolean =>
  ALWAYS.test(words) || asksNotToBeKnown(words) || (HIDE.test(words) && PRIVATE.test(words));

/** Whether words ask that somebody be known by nobody: "so that nobody recognises her". */
export const asksNotToBeKnown = (words: string): boolean => UNKNOWN.test(words) && !SEEING.test(words);

/** "I can't recognise her face": a complaint. */
const SEEING =
  /^(?:i|we|you|one|people)? ?(?:can(?:not| not|['’]t)|can (?:hardly|barely)|could not) (?:\S+ )?recogni[sz]e/iu;
