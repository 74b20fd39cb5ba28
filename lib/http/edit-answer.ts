import type { EditRecord } from "@/db/queries/edits";
import { secondsUntilUseful } from "@/lib/edits/edit-progress";
import { editView } from "@/lib/edits/edit-view";
import { usualTime } from "@/lib/edits/usual-time";
import { entityTag, matchesTag } from "./entity-tag";
import type { Exchange } from "./exchange";

/** The state of an edit with its `ETag`; 304 when the client has it, `Retry-After` while it runs. */
export async function editAnswer(edit: EditRecord, { request, services, origin }: Exchange): Promise<Response> {
  const usual = await usualTime(services, edit.editor ?? edit.requestedEditor);
  const body = JSON.stringify(editView(edit, origin, usual, services.editors));
  const tag = entityTag(body);
  const headers = new Headers({ ETag: tag, "Content-Type": "application/json" });
  const wait = secondsUntilUseful(edit, usual);
  if (wait !== null) headers.set("Retry-After", String(Math.max(1, Math.ceil(wait))));
  if (!matchesTag(request.headers.get("if-none-match"), tag)) return new Response(body, { headers });
  headers.delete("Content-Type");
  return new Response(null, { status: 304, headers });
}
