import type { AttemptRow } from "@/db/queries/attempts";
import type { Cost } from "@/lib/providers/port";

/** The columns for what was paid. */
export const costOf = (cost: Cost | null) => ({ costUsd: cost?.usd ?? null, costEstimated: cost?.estimated ?? false });

/** What an attempt is known to have cost. */
export const knownCost = (attempt: AttemptRow): Cost | null =>
  attempt.costUsd === null ? null : { usd: Number(attempt.costUsd), estimated: attempt.costEstimated };
