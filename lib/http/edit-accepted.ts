import { deleteToken } from "@/lib/edits/capability";
import type { EditAccepted } from "@/lib/edits/schema";

/** The answer for an accepted edit: where to ask for it, and the token that may change it. */
export function editAccepted(editId: string, appSecret: string): Response {
  const pollingUrl = `/edit/${editId}`;
  const body: EditAccepted = {
    edit_id: editId,
    polling_url: pollingUrl,
    delete_token: deleteToken(appSecret, editId),
  };
  return Response.json(body, { headers: { Location: pollingUrl } });
}
