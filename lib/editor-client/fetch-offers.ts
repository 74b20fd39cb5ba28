import type { EditorsView } from "@/lib/edits/editors-schema";
import type { Offers } from "./editor-offer";

/**
 * Asks what an edit of a picture of this size costs with each engine, and what is left of today's
 * budget. `null` when there is no usable answer: a price is good to know, and nothing waits for it.
 */
export async function fetchOffers(
  size: { width: number; height: number } | null,
  signal: AbortSignal,
): Promise<Offers | null> {
  const query = size === null ? "" : `?width=${size.width}&height=${size.height}`;
  try {
    const response = await fetch(`/api/editors${query}`, { signal });
    return response.ok ? toOffers((await response.json()) as EditorsView) : null;
  } catch {
    return null;
  }
}

function toOffers({ editors, budget }: EditorsView): Offers {
  return {
    editors: editors.map((editor) => ({
      id: editor.id,
      label: editor.label,
      free: editor.free,
      priceUsd: editor.price_usd,
      priceEstimated: editor.price_estimated,
      usualSeconds: editor.usual_seconds,
    })),
    budget: budget && { remainingUsd: budget.remaining_usd, resetsAt: budget.resets_at },
  };
}
