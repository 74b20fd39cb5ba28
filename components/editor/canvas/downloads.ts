import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";
import { downloadName } from "../client/formats";
import { type DownloadWish, wishQuery } from "../client/sizes";
import { copyPicture, drawSideBySide, saveAs } from "../client/take-away";
import type { EditorView } from "../editor-view";

/** What of the picture that is looked at can be taken away: a result, or the original; `null` while there is neither. */
export function takenOf({ phase, current, keeper }: EditorView) {
  if (phase === "original" && keeper !== null) {
    const { original_image_url: address, download_format } = keeper.edit;
    return { address: address ?? "", words: "original", format: download_format, size: keeper.sourceSize ?? null };
  }
  if (phase !== "done" || current === null) return null;
  const { edited_image_url: address, prompt: words, download_format, width, height } = current.edit;
  const size = width === null || height === null ? null : { width, height };
  return { address: address ?? "", words, format: download_format, size };
}

/** Address and file name of the download of what is looked at, as the file that was sent or as wanted; `null` while there is nothing to download. */
export function downloadOf(
  view: EditorView,
  wanted?: DownloadFormat,
  wish: DownloadWish = {},
): { href: string; name: string } | null {
  const taken = takenOf(view);
  if (taken === null) return null;
  const format = wanted ?? taken.format;
  const name = downloadName(view.sourceName, view.number, taken.words, format);
  const { quality, ...others } = wish;
  const asked = DOWNLOAD_FORMATS[format].quality === null ? others : { ...others, quality };
  const query = new URLSearchParams([["download", name], ["format", format], ...wishQuery(asked)]);
  return { href: `${taken.address}?${query.toString()}`, name };
}

/** Puts what is looked at onto the clipboard. Throws an error with a sentence for a person. */
export const copyTaken = (view: EditorView): Promise<void> => copyPicture(takenOf(view)?.address ?? "");

/** Saves the two that are compared as one picture. Throws an error with a sentence for a person. */
export async function saveComparison({ pair, sourceName, number, current }: EditorView): Promise<void> {
  const pictures = (pair ?? []).map(({ shown }) => ({ address: shown.full ?? shown.src, label: shown.label }));
  const drawn = await drawSideBySide(pictures);
  saveAs(drawn, downloadName(sourceName, number, `before and after ${current?.edit.prompt ?? ""}`, "jpeg"));
}
