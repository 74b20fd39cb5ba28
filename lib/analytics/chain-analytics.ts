import { chainTotals } from "@/db/queries/chains";
import type { Services } from "@/lib/services";
import type { ChainAnalytics } from "./schema";

/**
 * How many chains there have been and how long they are on average, over completed edits. Read from
 * totals that are kept with each completion, so it takes the same time whatever the number of edits,
 * and no answer needs to be kept, which would soon be wrong.
 */
export async function chainAnalytics(services: Pick<Services, "db">): Promise<ChainAnalytics> {
  const { chains, lengthSum } = await chainTotals(services.db);
  const average = chains === 0 ? 0 : Math.round((lengthSum / chains) * 100) / 100;
  return { success: true, analytics: { total_chains: chains, average_chain_length: average } };
}
