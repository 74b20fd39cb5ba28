type ImageFormat = { aspectRatio: string; imageSize?: "1K" | "2K" | "4K" };

const TEN = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
const FOURTEEN = [...TEN, "1:4", "4:1", "1:8", "8:1"];

/** Pixels up to which a smaller size holds a picture without losing much. */
const SIZES = [
  ["1K", 1_600_000],
  ["2K", 6_300_000],
  ["4K", Infinity],
] as const;

/**
 * What to ask an image model for, so that the result is most like a source of this size: the nearest
 * ratio that it has, and a size that keeps its detail. A model of one size is not asked for any.
 */
export function geminiImageFormat(model: string, { width, height }: { width: number; height: number }): ImageFormat {
  const ratios = /nano-banana-2|3\.1-flash-image/.test(model) ? FOURTEEN : TEN;
  const off = (ratio: string): number => {
    const [across = 1, down = 1] = ratio.split(":").map(Number);
    return Math.abs(Math.log(((width / height) * down) / across));
  };
  const aspectRatio = ratios.reduce((best, ratio) => (off(ratio) < off(best) ? ratio : best));
  if (/lite/.test(model)) return { aspectRatio };
  const [imageSize] = SIZES.find(([, pixels]) => width * height <= pixels) ?? SIZES[2];
  return { aspectRatio, imageSize };
}
