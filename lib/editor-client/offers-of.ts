import type { ImageEditor } from "@/lib/providers/port";
import type { Offers } from "./editor-offer";

/** What is known of the configured engines before anybody is asked: names and published prices. */
export function offersOf(editors: readonly Pick<ImageEditor, "id" | "label" | "free" | "capabilities">[]): Offers {
  return {
    editors: editors.map(({ id, label, free, capabilities }) => ({
      id,
      label,
      free,
      priceUsd: free ? 0 : capabilities.priceUsd,
      priceEstimated: !free,
      usualSeconds: capabilities.usualSeconds,
    })),
    budget: null,
  };
}
