import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";
import { formatSize } from "./formats";

/** What a download is about to take, by format: `5.1 MB`, `about 2.3 MB`. */
export type DownloadSizes = Partial<Record<DownloadFormat, string>>;

/** How a download is wanted; what is left out is as usual. */
export type DownloadWish = {
  /** 1 to 100, for what has a quality. */
  quality?: number;
  /** Pixels of the longer side, where it is to be smaller. */
  longest?: number;
};

/** A wish as a query, without what is as usual. */
export function wishQuery({ quality, longest }: DownloadWish): [name: string, value: string][] {
  return Object.entries({ quality, longest }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, `${value}`]],
  );
}

/** Asks the server for the sizes of a stored picture in every format; none where it does not say. */
export async function fetchSizes(
  pictureAddress: string,
  wish: DownloadWish,
  signal: AbortSignal,
): Promise<DownloadSizes> {
  const query = new URLSearchParams(wishQuery(wish)).toString();
  const address = `${pictureAddress}/sizes${query === "" ? "" : `?${query}`}`;
  const response = await fetch(address, { signal }).catch(() => null);
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
