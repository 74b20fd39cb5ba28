import { withDeadline } from "@/lib/async";
import type { ImageSize } from "@/lib/images/header-size";
import type { Cost, ImageEditor, Size } from "@/lib/providers/port";

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
