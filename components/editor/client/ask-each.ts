import type { EditNode, EditProgress, EditView } from "@/lib/edits/view-schema";
import { withOwnAddresses } from "./addresses";
import { requestFailure } from "./request";
import { networkFailure } from "./request-failure";

/** Requests of one poll: each is counted. */
const MOST = 4;

/**
 * The state of running edits by `GET /edit/{id}`, one request for each of the newest four: for where the page's
 * action is not let through, by a proxy or a server of another release. Throws a `RequestFailure`.
 * @param known the edits as the page shows them; what the API does not tell stays.
 */
export async function askEach(known: readonly EditNode[]): Promise<EditProgress> {
  const answers = await Promise.all(known.slice(-MOST).map(askOne));
  const waits = answers.flatMap(({ wait }) => (wait === null ? [] : [wait]));
  return {
    // One that is past the fourth is asked for later: it is not gone.
    edits: [...known.slice(0, -MOST), ...answers.flatMap(({ edit }) => (edit === null ? [] : [edit]))],
    retry_after: known.length > MOST ? Math.max(1, ...waits) : waits.length === 0 ? null : Math.max(1, ...waits),
    limited: answers.some(({ limited }) => limited),
  };
}

type One = { edit: EditNode | null; wait: number | null; limited: boolean };

async function askOne(known: EditNode): Promise<One> {
  const response = await fetch(`/api/edit/${known.uuid}`, { cache: "no-store" }).catch(() => null);
  if (response === null) throw networkFailure();
  const body: unknown = await response.json().catch(() => null);
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const wait = Number.isFinite(seconds) ? seconds : null;
  if (response.ok && isView(body, known.uuid)) return { edit: nodeOf(known, body), wait, limited: false };
  const failure = requestFailure(response.status, body, (name) => response.headers.get(name));
  // Our own word for it: a proxy's page of 404 is no news of an edit.
  if (failure.code === "EDIT_NOT_FOUND") return { edit: null, wait: null, limited: false };
  if (failure.code === "RATE_LIMITED") return { edit: known, wait: wait ?? 5, limited: true };
  throw failure;
}

const isView = (body: unknown, id: string): body is EditView =>
  typeof body === "object" && body !== null && (body as { uuid?: unknown }).uuid === id;

function nodeOf(known: EditNode, view: EditView): EditNode {
  const edit = withOwnAddresses(view);
  return {
    ...known,
    ...edit,
    // The small one is told to pages alone.
    thumbnail_url: known.thumbnail_url ?? edit.preview_image_url,
    original_preview_url: known.original_preview_url ?? edit.original_image_url,
    original_thumbnail_url: known.original_thumbnail_url ?? edit.original_image_url,
  };
}
