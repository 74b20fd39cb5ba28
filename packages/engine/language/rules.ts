import type { Region } from "../plan";
import type { Aspect, Operation } from "../operation";
import type { PlacedItem, PlacedPart } from "./resolve-regions";

/** What a request says must stay, and all that it asks for. */
export type Rules = {
  /** Aspects of the picture that must stay. */
  kept: readonly Aspect[];
  /** Parts of the picture that must stay, or, without `except`, be all that changes. */
  regions: readonly Region[];
  /** What must not be done, and in which part of the picture (none: anywhere). */
  forbidden: ReadonlyArray<{ operation: Operation; regions: readonly Region[] }>;
  asked: readonly PlacedPart[];
};

/** Collects what holds for the whole request. */
export function rulesOf(items: readonly Pick<PlacedItem, "part">[]): Rules {
  return {
    kept: items.flatMap(({ part }) => (part?.kind === "limit" && part.aspect !== null ? [part.aspect] : [])),
    regions: items.flatMap(({ part }) => (part?.kind === "region-limit" ? part.regions : [])),
    forbidden: items.flatMap(({ part }) => (part?.kind === "forbidden" ? [part] : [])),
    asked: items.flatMap(({ part }) => (part?.kind === "operation" ? [part] : [])),
  };
}

/** Where an operation may happen under the rules; `null` when it cannot keep them. */
export function allowedWithin({ operation, within }: PlacedPart, rules: Rules): Region[] | null {
  if (operation.changes.some((aspect) => rules.kept.includes(aspect))) return null;
  const likewise = rules.forbidden.filter(({ operation: { changes } }) =>
    changes.some((aspect) => operation.changes.includes(aspect)),
  );
  if (likewise.some(({ regions }) => regions.length === 0)) return null;
  const spared = likewise.flatMap(({ regions }) => regions.map((region) => ({ ...region, except: true })));
  return limited(operation, within, [...rules.regions, ...spared]);
}

function limited(operation: Operation, within: Region[], limits: readonly Region[]): Region[] | null {
  if (limits.length === 0) return within;
  if (operation.changes.includes("shape")) return null;
  const all = [...within];
  for (const limit of limits) {
    const same = all.find((region) => region.name === limit.name && region.colour === limit.colour);
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
