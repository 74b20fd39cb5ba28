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
