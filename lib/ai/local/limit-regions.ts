import type { Region } from "@/lib/ai/edit-plan";
import type { PlacedPart } from "./resolve-regions";

/** Where an operation may happen under limits that hold for the whole request; `null` when it cannot keep them. */
export function limitRegions({ operation, within }: PlacedPart, limits: readonly Region[]): Region[] | null {
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
