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
import { withDeadline } from "../async";
import type { Env } from "../config/env";
import type { ImageSize } from "../images/header-size";
import type { Cost, ImageEditor, Size } from "../providers/port";
import type { Services } from "../services";
import { budgetExhausted, type CappedBy } from "./caps";

/**
 * What one edit of a picture of this size costs with an editor, in US dollars: the provider's own
 * figure where it comes within `ms`, else the published price, said to be an estimate. `null`:
 * nothing is known. `fullSize`: of a picture that goes there whole. A free editor is not asked. Never throws, never spends.
 */
export async function priceOf(
  editor: ImageEditor,
  size: ImageSize | null,
  ms: number,
  fullSize = false,
): Promise<Cost | null> {
  if (editor.free) return { usd: 0, estimated: false };
  const quoted = size === null ? null : await quote(editor, size, ms);
  if (quoted !== null) return quoted;
  const { priceUsd, fullPriceUsd } = editor.capabilities;
  const published = fullSize ? fullPriceUsd : priceUsd;
  return published === null ? null : { usd: published, estimated: true };
}

async function quote(editor: ImageEditor, size: ImageSize, ms: number): Promise<Cost | null> {
  try {
    const cost = await withDeadline(ms, "PROVIDER_UNAVAILABLE", (signal) => editor.quote(size, signal));
    return cost !== null && Number.isFinite(cost.usd) && cost.usd >= 0 ? cost : null;
  } catch {
    return null; // The published price is good enough, and nothing depends on the service being there.
  }
}

/** Reserved where a paid editor's price is not known, in US dollars: dearer than the usual edit of any model. */
export const UNKNOWN_PRICE_USD = 0.25;

/** Longest time that a person who submits waits for a price, in milliseconds. */
const QUOTE_MS = 1_000;

/**
 * US dollars to reserve for an edit: the price of the editor that was asked for, else of the dearest
 * that may come to make it by fallback. 0 where the editor that comes first is free, since then
 * nothing is paid unless that changes; whatever is submitted is reserved by then (`reserveForSubmit`).
 */
export async function priceToReserve(
  editors: readonly ImageEditor[],
  requested: string | null,
  size: ImageSize,
  fullSize = false,
): Promise<number> {
  const mayCome = requested === null ? editors : editors.filter(({ id }) => id === requested);
  if (mayCome[0] === undefined || mayCome[0].free) return 0;
  const paid = mayCome.filter(({ free }) => !free);
  const prices = await Promise.all(
    paid.map(async (editor) => (await priceOf(editor, size, QUOTE_MS, fullSize))?.usd ?? UNKNOWN_PRICE_USD),
  );
  return Math.max(...prices);
}

/**
 * Pixels of the copy that goes to an editor that is paid, unless all of the picture is asked for. Services charge by the
 * megapixel: 12 of them cost 2.7 times as much as one, for a result that most look at on a phone.
 */
const USUAL_PIXELS = 2_000_000;

/** Of a picture of this size, what is sent to an editor that is paid; the ratio stays. */
export function paidSize({ width, height }: Size, fullSize: boolean): Size {
  const scale = Math.sqrt(USUAL_PIXELS / (width * height));
  if (fullSize || !(scale < 1)) return { width, height };
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

/** For `PictureTools.shrink`: as many pixels, and bytes without limit. */
export const USUAL_LIMITS = { pixels: USUAL_PIXELS, bytes: Infinity };

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
