import type { Db } from "@/db/client";
import type { EditRow } from "@/db/queries/edits";
import { hasOpenReservation } from "@/db/queries/spend-reservations";
import type { ImageEditor } from "@/lib/providers/port";
import type { Services } from "@/lib/services";
import { UNKNOWN_PRICE_USD } from "./price-to-reserve";
import { reserveSpend } from "./reserve-spend";

/**
 * Sees to it that a paid submit is reserved, in the transaction that marks its attempt as sent and
 * as the last that it does. It usually is since the edit was accepted; the replay of a failed edit,
 * whose reservation is settled, or an edit that was accepted as free, is counted here.
 * @throws {AppError} `BUDGET_EXHAUSTED`: nothing may be sent, and the transaction must be rolled back.
 */
export async function reserveForSubmit(
  tx: Db,
  services: Pick<Services, "env">,
  edit: Pick<EditRow, "id" | "clientHash">,
  editor: Pick<ImageEditor, "free" | "capabilities">,
): Promise<void> {
  if (editor.free || (await hasOpenReservation(tx, edit.id))) return;
  const usd = editor.capabilities.priceUsd ?? UNKNOWN_PRICE_USD;
  await reserveSpend(tx, services.env.spendCaps, { editId: edit.id, scope: edit.clientHash, usd });
}
