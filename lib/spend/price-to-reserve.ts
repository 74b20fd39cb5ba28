import type { ImageEditor } from "@/lib/providers/port";
import { priceOf, type Size } from "./price-of";

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
  size: Size,
): Promise<number> {
  const mayCome = requested === null ? editors : editors.filter(({ id }) => id === requested);
  if (mayCome[0] === undefined || mayCome[0].free) return 0;
  const paid = mayCome.filter(({ free }) => !free);
  const prices = await Promise.all(
    paid.map(async (editor) => (await priceOf(editor, size, QUOTE_MS))?.usd ?? UNKNOWN_PRICE_USD),
  );
  return Math.max(...prices);
}
