import type { ImageEditor } from "@/lib/providers/port";

/** A source's size in pixels; `null`: not known, which fits everywhere. */
export type SourceSize = { originalWidth: number | null; originalHeight: number | null };

/** Whether an editor takes a picture of this size. */
export function fitsEditor({ capabilities }: ImageEditor, { originalWidth, originalHeight }: SourceSize): boolean {
  const { maxMegapixels } = capabilities;
  return maxMegapixels === null || ((originalWidth ?? 0) * (originalHeight ?? 0)) / 1e6 <= maxMegapixels;
}
