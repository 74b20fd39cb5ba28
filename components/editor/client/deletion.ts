import { sendJson } from "./request";
import { RequestFailure, sentenceOf } from "./request-failure";

/** Seconds in which what was deleted can be had back; then the server deletes it for good. */
export const GRACE_SECONDS = 15;

const KEY = "mizual:deleting";

/** What a browser that broke down in between has left is deleted once nobody can be waiting for it any more. */
const LEFT_MS = 60_000 + GRACE_SECONDS * 1000;

const FIRST_RETRY_MS = 15_000;
const LONGEST_RETRY_MS = 10 * 60_000;

/** When a request is to be sent, in milliseconds since the epoch, if nobody does so before; and how often it failed. */
type Due = { at: number; tries: number };

type Waiting = Readonly<Record<string, Due>>;

function waiting(): Waiting {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const entries = typeof kept === "object" && kept !== null ? Object.entries(kept) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, Due] => isDue(entry[1])));
  } catch {
    return {};
  }
}

// An earlier release kept times alone, and no word of what had been there when everything was to be deleted.
function isDue(value: unknown): value is Due {
  if (typeof value !== "object" || value === null) return false;
  const { at, tries } = value as Record<string, unknown>;
  return typeof at === "number" && typeof tries === "number";
}

function keep(next: Waiting): void {
  try {
    if (Object.keys(next).length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is full or switched off: it is deleted all the same, unless the browser breaks down before.
  }
}

/** Where a version is deleted. */
export const pathOfVersion = (id: string): string => `/api/edit/${id}`;

/**
 * Where the versions of one picture are deleted, by the id of any, or of all pictures (`null`): those that were there at
 * a time by the server's clock, as RFC 3339, and none that came later.
 */
export const pathOfPictures = (id: string | null, until: string): string =>
  `/api/pictures${id === null ? "" : `/${id}`}?${new URLSearchParams({ until }).toString()}`;

/** Writes down that this path of the API is about to be deleted, so that it is even where the browser breaks down. */
export const rememberDeletion = (path: string): void =>
  keep({ ...waiting(), [path]: { at: Date.now() + LEFT_MS, tries: 0 } });

/** It stays. */
export function forgetDeletion(path: string): void {
  const { [path]: _, ...others } = waiting();
  keep(others);
}

/** Before pictures of another browser come here: whatever is to be deleted of all that is here is not to reach them. */
export function forgetDeletionOfAll(): void {
  for (const path of Object.keys(waiting())) if (path.startsWith(pathOfPictures(null, ""))) forgetDeletion(path);
}

/**
 * Whether a version is about to be deleted: by itself, with its picture, of which `kin` are the known versions, or with
 * all pictures.
 */
export function waitsForDeletion(version: { uuid: string; created_at: string }, kin: readonly string[] = []): boolean {
  return Object.keys(waiting()).some((path) => {
    const [place = "", query = ""] = path.split("?");
    if (place === pathOfVersion(version.uuid)) return true;
    const until = new URLSearchParams(query).get("until");
    if (until === null || version.created_at > until) return false;
    return place === "/api/pictures" || [version.uuid, ...kin].some((id) => place === `/api/pictures/${id}`);
  });
}

const isAnswer = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof RequestFailure && codes.includes(error.code);

/**
 * Deletes for good, as many requests as that takes, also while the page is being left; `onProgress`: how many versions
 * are gone. Throws a `RequestFailure`; what was deleted by then stays so, and the rest is tried again by whichever page
 * is there, unless it is forgotten.
 */
export async function deleteForGood(path: string, onProgress?: (deleted: number) => void): Promise<void> {
  const { tries } = waiting()[path] ?? { tries: 0 };
  // A browser may drop what a page that is left still asks for: the next page then sees to it.
  keep({ ...waiting(), [path]: { at: 0, tries } });
  const isKept = path in waiting();
  let deleted = 0;
  try {
    for (let more = true; more;) {
      const answer = (await sendJson("DELETE", path)) as { deleted: number; more: boolean } | null;
      deleted += answer?.deleted ?? 0;
      more = answer !== null && answer.more && answer.deleted > 0 && (!isKept || path in waiting());
      onProgress?.(deleted);
    }
    forgetDeletion(path);
  } catch (error) {
    // Somebody else was first, such as another tab.
    if (isAnswer(error, "EDIT_NOT_FOUND", "TAKEN_DOWN")) return forgetDeletion(path);
    if (isAnswer(error, "NOT_YOURS", "VALIDATION_FAILED")) forgetDeletion(path);
    else if (path in waiting()) tryLater(path, tries, error);
    throw error;
  }
}

function tryLater(path: string, tries: number, error: unknown): void {
  const now = Date.now();
  const asked = error instanceof RequestFailure ? (error.retryAt ?? 0) : 0;
  const at = Math.max(asked, now + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** tries));
  keep({ ...waiting(), [path]: { at, tries: tries + 1 } });
  lookAgain();
}

let timer: ReturnType<typeof setTimeout> | undefined;

function lookAgain(): void {
  const now = Date.now();
  const next = Math.min(...Object.values(waiting()).flatMap(({ at }) => (at > now ? [at] : [])));
  clearTimeout(timer);
  if (Number.isFinite(next)) timer = setTimeout(() => void deleteWhatIsLeft(), next - now);
}

/** Why what was deleted is still there, with the id that the server knows the failure by. */
export function stillThere(error: unknown): RequestFailure {
  const { code, requestId } = error instanceof RequestFailure ? error : { code: "PAGE", requestId: null };
  return new RequestFailure(`It could not be deleted and is still there. ${sentenceOf(error)}`, code, requestId);
}

/**
 * Deletes what pages that were left, or a browser that broke down, have not seen the end of, and goes on trying while it
 * cannot be done. Answers whether anything is gone now.
 */
export async function deleteWhatIsLeft(): Promise<boolean> {
  const now = Date.now();
  const due = Object.entries(waiting()).filter(([, { at }]) => at <= now);
  const gone = await Promise.all(
    due.map(([path]) =>
      deleteForGood(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  lookAgain();
  return gone.includes(true);
}
