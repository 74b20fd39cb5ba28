import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";
import { formatSize } from "./formats";

/** What a download is about to take, by format: `5.1 MB`, `about 2.3 MB`. */
export type DownloadSizes = Partial<Record<DownloadFormat, string>>;

/** Asks the server for the sizes of a stored picture in every format; none where it does not say. */
export async function fetchSizes(pictureAddress: string, signal: AbortSignal): Promise<DownloadSizes> {
  const response = await fetch(`${pictureAddress}/sizes`, { signal }).catch(() => null);
  if (response?.ok !== true) return {};
  const answer = (await response.json().catch(() => ({}))) as Partial<
    Record<DownloadFormat, { bytes: number; exact: boolean }>
  >;
  const sizes: DownloadSizes = {};
  for (const format of Object.keys(DOWNLOAD_FORMATS) as DownloadFormat[]) {
    const size = answer[format];
    if (size !== undefined) sizes[format] = `${size.exact ? "" : "about "}${formatSize(size.bytes)}`;
  }
  return sizes;
}
