import { sendJson } from "@/components/editor/client/request";
import type { Deleted, OwnPictures } from "@/lib/edits/own-pictures";

/** The next pictures of this browser, those with these words. Throws a `RequestFailure`. */
export async function fetchOwnPictures(words: string, after: string | null, signal: AbortSignal): Promise<OwnPictures> {
  const query = new URLSearchParams({ ...(words === "" ? {} : { q: words }), ...(after === null ? {} : { after }) });
  return (await sendJson("GET", `/api/pictures?${query.toString()}`, undefined, {}, signal)) as OwnPictures;
}

/**
 * Deletes every version of one picture, by the id of any, or of all pictures (`null`), as many requests as that takes.
 * Throws a `RequestFailure`; what was deleted by then stays so.
 */
export async function removePictures(id: string | null, onProgress?: (deleted: number) => void): Promise<number> {
  let deleted = 0;
  for (let more = true; more;) {
    const answer = (await sendJson("DELETE", id === null ? "/api/pictures" : `/api/pictures/${id}`)) as Deleted;
    deleted += answer.deleted;
    more = answer.more && answer.deleted > 0;
    onProgress?.(deleted);
  }
  return deleted;
}
