import { spendToday } from "@/db/queries/spend";
import type { Services } from "@/lib/services";

/** US dollars that this client can still spend today, by its own cap and that of all, and when the day ends. */
export type BudgetLeft = { remainingUsd: number; resetsAt: Date };

/** What is left of today's budget; `null` where nothing is paid or no cap is set. */
export async function budgetLeft(
  services: Pick<Services, "db" | "env" | "editors">,
  clientHash: string,
): Promise<BudgetLeft | null> {
  const { perDayUsd, perClientUsd } = services.env.spendCaps;
  if (services.editors.every(({ free }) => free) || (perDayUsd === null && perClientUsd === null)) return null;
  const { allUsd, clientUsd, resetsAt } = await spendToday(services.db, clientHash);
  const left = Math.min((perDayUsd ?? Infinity) - allUsd, (perClientUsd ?? Infinity) - clientUsd);
  return { remainingUsd: Math.max(0, Math.round(left * 1e6) / 1e6), resetsAt };
}
