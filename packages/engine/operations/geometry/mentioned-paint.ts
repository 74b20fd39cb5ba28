import type { Slots } from "../../pattern";

/** The colour that was said by a phrase of `paintPhrases`; `null` when none was. */
export const mentionedPaint = (means: { paint: string | null }, slots: Slots): string | null =>
  means.paint ?? slots.colour ?? null;
