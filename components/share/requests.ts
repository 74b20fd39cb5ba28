import { requestFailure, sendJson, sendWithProgress } from "@/components/editor/client/request";
import { newKey } from "@/components/editor/client/secure-context";
import type { OwnShare, SharedSide } from "@/lib/edits/shares";

type Shares = { shares: OwnShare[] };

/** The open pages of one edit. Throws a `RequestFailure`. */
export async function fetchShares(editId: string): Promise<OwnShare[]> {
  return ((await sendJson("GET", `/api/shares?edit_uuid=${editId}`)) as Shares).shares;
}

/** Makes a page; answers all that are open, the new one last. `days`: `null` for as long as the picture is kept. */
export async function makeShare(editId: string, words: boolean, days: number | null): Promise<OwnShare[]> {
  return ((await sendJson("POST", "/api/shares", { edit_uuid: editId, words, days })) as Shares).shares;
}

/** Ends a page at once. Throws a `RequestFailure`. */
export async function endSharedPage(shareId: string): Promise<void> {
  await sendJson("DELETE", `/api/shares/${shareId}`);
}

/** The last submission: the same, sent again, stays one edit. */
let last: { what: string; key: string } | null = null;

/** Begins a chain of one's own with one picture of a shared page; answers its edit. Throws a `RequestFailure`. */
export async function remix(wanted: { shareKey: string; side: SharedSide; prompt: string }): Promise<string> {
  const what = JSON.stringify(wanted);
  if (last?.what !== what) last = { what, key: newKey() };
  const form = new FormData();
  form.set("prompt", wanted.prompt);
  form.set("share_key", wanted.shareKey);
  form.set("share_picture", wanted.side);
  form.set("best_effort", "true");
  const headers = { "Idempotency-Key": last.key };
  const answer = await sendWithProgress({ method: "POST", address: "/api/edit-image", headers, body: form }, {});
  const id = (answer.body as { edit_id?: unknown } | null)?.edit_id;
  if (answer.status !== 200 || typeof id !== "string") throw requestFailure(answer.status, answer.body, answer.header);
  return id;
}
