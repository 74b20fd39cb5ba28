import type { Size } from "@/lib/providers/port";

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
