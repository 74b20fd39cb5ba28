import type { Db } from "@/db/client";
import { addSpend, ALL } from "@/db/queries/spend";
import { insertReservation } from "@/db/queries/spend-reservations";
import type { Env } from "@/lib/config/env";
import { budgetExhausted, type CappedBy } from "./budget-exhausted";

/**
 * Counts what an edit may cost against today's caps, before anything is sent. Must be the last that
 * the transaction does: the day's rows are held until it ends, in the order everybody, client.
 * @param scope hash of the client; `null` when it is not known any more: only the cap of all holds.
 * @throws {AppError} `BUDGET_EXHAUSTED`; the transaction must then be rolled back.
 */
export async function reserveSpend(
  tx: Db,
  caps: Env["spendCaps"],
  { editId, scope, usd }: { editId: string; scope: string | null; usd: number },
): Promise<void> {
  const price = Math.ceil(Math.round(usd * 1e9) / 1e3) / 1e6; // The ledger's six decimals, never less.
  if (price <= 0) return;
  const add = async (cappedBy: CappedBy, countedFor: string, capUsd: number | null): Promise<string> => {
    const day = await addSpend(tx, countedFor, price, capUsd);
    if (day === null) throw await budgetExhausted(tx, cappedBy, capUsd !== null && price > capUsd);
    return day;
  };
  const day = await add("all", ALL, caps.perDayUsd);
  if (scope !== null) await add("client", scope, caps.perClientUsd);
  await insertReservation(tx, { editId, day, scope, usd: price });
}
