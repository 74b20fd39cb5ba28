/** The size of a copy whose shorter side is at most `shorter` pixels, in the same proportions; never larger than the picture. */
export function smallSize(
  { width, height }: { width: number; height: number },
  shorter: number,
): { width: number; height: number; scale: number } {
  const scale = Math.min(1, shorter / Math.min(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)), scale };
}
