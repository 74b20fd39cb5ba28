import { sendJson } from "@/components/editor/client/request";
import type { OwnPictures } from "@/lib/edits/own-pictures";

/** The next pictures of this browser, those with these words. Throws a `RequestFailure`. */
export async function fetchOwnPictures(words: string, after: string | null, signal: AbortSignal): Promise<OwnPictures> {
  const query = new URLSearchParams({ ...(words === "" ? {} : { q: words }), ...(after === null ? {} : { after }) });
  return (await sendJson("GET", `/api/pictures?${query.toString()}`, undefined, {}, signal)) as OwnPictures;
}
