import type { Services } from "@/lib/services";
import { budgetLeft } from "@/lib/spend/caps";
import type { PictureSize } from "@/lib/images/header-size";
import { priceOf } from "@/lib/spend/price";
import type { EditorsView } from "./editors-schema";
import { usualTime } from "./usual-time";

/** Longest time for asking an editor what an edit will cost, in milliseconds. */
const QUOTE_MS = 3_000;

/**
 * The configured editors as they are shown over HTTP; times from experience where there is any.
 * @param size of the picture that prices are wanted for; `null`: the usual prices.
 * @param clientHash whose budget is shown.
 */
export async function editorsView(
  services: Services,
  size: PictureSize | null,
  clientHash: string,
): Promise<EditorsView> {
  const editors = services.editors.map(async (editor) => {
    const { id, label, free, capabilities } = editor;
    const [price, usualSeconds] = await Promise.all([priceOf(editor, size, QUOTE_MS), usualTime(services, id)]);
    return {
      id,
      label,
      free,
      price_usd: price?.usd ?? null,
      price_estimated: price?.estimated ?? false,
      usual_seconds: usualSeconds,
      capabilities: {
        mask: capabilities.mask,
        references: capabilities.references,
        max_megapixels: capabilities.maxMegapixels,
        aspect_ratios: capabilities.aspectRatios,
        seed: capabilities.seed,
        full_resolution: capabilities.fullResolution,
      },
    };
  });
  const left = await budgetLeft(services, clientHash);
  return {
    editors: await Promise.all(editors),
    budget: left && { remaining_usd: left.remainingUsd, resets_at: left.resetsAt.toISOString() },
  };
}
