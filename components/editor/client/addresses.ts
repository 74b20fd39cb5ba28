import type { EditView } from "@/lib/edits/view-schema";

const PICTURES = "/api/images/";

type Pictures = Partial<
  Pick<EditView, "edited_image_url" | "original_image_url" | "preview_image_url"> & {
    thumbnail_url: string | null;
    original_preview_url: string | null;
    original_thumbnail_url: string | null;
  }
>;

const NAMES = [
  "edited_image_url",
  "original_image_url",
  "preview_image_url",
  "thumbnail_url",
  "original_preview_url",
  "original_thumbnail_url",
] as const satisfies ReadonlyArray<keyof Pictures>;

/**
 * What the HTTP API says of an edit, with the addresses of its pictures as a page uses them: under whatever address
 * the page was opened. The server may know itself by another, which the page's policy would not let it load from.
 */
export function withOwnAddresses<T extends Pictures>(edit: T): T {
  const own: Pictures = {};
  for (const name of NAMES) {
    const address = edit[name];
    if (typeof address !== "string" || !URL.canParse(address)) continue;
    const { pathname, search } = new URL(address);
    if (pathname.startsWith(PICTURES)) own[name] = pathname + search;
  }
  return { ...edit, ...own };
}
