import { RequestFailure, sendJson, sentenceOf } from "./request";

/** Seconds in which what was deleted can be had back; then the server deletes it for good. */
export const GRACE_SECONDS = 15;

const KEY = "mizual:deleting";

/** What a browser that broke down in between has left is deleted once nobody can be waiting for it any more. */
const LEFT_MS = 60_000;

/** Its time to be had back is over. */
const DUE = 0;

type Waiting = Readonly<Record<string, number>>;

function waiting(): Waiting {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Waiting) : {};
  } catch {
    return {};
  }
}

function keep(next: Waiting): void {
  try {
    if (Object.keys(next).length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is full or switched off: it is deleted all the same, unless the browser breaks down before.
  }
}

/** Writes down that this path of the API is about to be deleted, so that it is even where the browser breaks down. */
export const rememberDeletion = (path: string): void => keep({ ...waiting(), [path]: Date.now() });

/** It stays. */
export function forgetDeletion(path: string): void {
  const { [path]: _, ...others } = waiting();
  keep(others);
}

/**
 * Deletes for good, as many requests as that takes, also while the page is being left; `onProgress`: how many versions
 * are gone. Throws a `RequestFailure`; what was deleted by then stays so.
 */
export async function deleteForGood(path: string, onProgress?: (deleted: number) => void): Promise<void> {
  // A browser may drop what a page that is left still asks for: the next page then sees to it.
  keep({ ...waiting(), [path]: DUE });
  let deleted = 0;
  try {
    for (let more = true; more;) {
      const answer = (await sendJson("DELETE", path)) as { deleted: number; more: boolean } | null;
      deleted += answer?.deleted ?? 0;
      more = answer !== null && answer.more && answer.deleted > 0;
      onProgress?.(deleted);
    }
  } finally {
    // Whoever is still here is told what came of it, and decides anew.
    forgetDeletion(path);
  }
}

/** Why what was deleted is still there, with the id that the server knows the failure by. */
export function stillThere(error: unknown): RequestFailure {
  const { code, requestId } = error instanceof RequestFailure ? error : { code: "PAGE", requestId: null };
  return new RequestFailure(`It could not be deleted and is still there. ${sentenceOf(error)}`, code, requestId);
}

/** Deletes what pages that were left, or a browser that broke down, have not seen the end of. */
export function deleteWhatIsLeft(now: number = Date.now()): void {
  // What cannot be deleted now is gone, or somebody else's by now.
  for (const [path, at] of Object.entries(waiting()))
    if (now - at > LEFT_MS) void deleteForGood(path).catch(() => undefined);
}
