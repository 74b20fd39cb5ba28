import type { Db } from "@/db/client";
import { ALL, correctSpend } from "@/db/queries/spend";
import { findReservations, settleReservation } from "@/db/queries/spend-reservations";

/**
 * Replaces what was reserved for an edit by what its attempts have cost: nothing where certainly
 * nothing was charged, the known cost, or the reserved price where a charge is possible or its cost
 * unknown. In the transaction that ends the edit, after its attempts are closed and as the last that
 * it does. May be called again when more is known: each call sets right what the last one counted.
 */
export async function settleSpend(tx: Db, editId: string): Promise<void> {
  for (const { number, day, scope, usd, owedUsd, settledAt } of await findReservations(tx, editId)) {
    const same = Number(usd) === Number(owedUsd);
    if (settledAt !== null && same) continue;
    await settleReservation(tx, editId, number, owedUsd);
    if (same) continue;
    await correctSpend(tx, { day, scope: ALL }, { fromUsd: usd, toUsd: owedUsd });
    if (scope !== null) await correctSpend(tx, { day, scope }, { fromUsd: usd, toUsd: owedUsd });
  }
}
