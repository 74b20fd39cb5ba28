import type { Db } from "@/db/client";
import type { EditRow } from "@/db/queries/edits";
import {
  addSpend,
  ALL,
  correctSpend,
  findReservations,
  hasOpenReservation,
  insertReservation,
  settleReservation,
} from "@/db/queries/spend";
import type { Env } from "@/lib/config/env";
import type { ImageEditor } from "@/lib/providers/port";
import type { Services } from "@/lib/services";
import { budgetExhausted, type CappedBy } from "./caps";
import { UNKNOWN_PRICE_USD } from "./price";

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

/**
 * Sees to it that a paid submit is reserved, in the transaction that marks its attempt as sent and
 * as the last that it does. It usually is since the edit was accepted; the replay of a failed edit,
 * whose reservation is settled, or an edit that was accepted as free, is counted here.
 * @throws {AppError} `BUDGET_EXHAUSTED`: nothing may be sent, and the transaction must be rolled back.
 */
export async function reserveForSubmit(
  tx: Db,
  services: Pick<Services, "env">,
  edit: Pick<EditRow, "id" | "clientHash" | "fullSize">,
  editor: Pick<ImageEditor, "free" | "capabilities">,
): Promise<void> {
  if (editor.free || (await hasOpenReservation(tx, edit.id))) return;
  const { priceUsd, fullPriceUsd } = editor.capabilities;
  const usd = (edit.fullSize ? fullPriceUsd : priceUsd) ?? UNKNOWN_PRICE_USD;
  await reserveSpend(tx, services.env.spendCaps, { editId: edit.id, scope: edit.clientHash, usd });
}

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
