import { z } from "zod";
import type { EditRecord } from "@/db/queries/edits";
import { deleteToken, mayChange } from "@/lib/edits/credentials";
import { findEdit, secondsUntilUseful, usualTime } from "@/lib/edits/progress";
import { editView } from "@/lib/edits/view";
import { editViewSchema, type EditAccepted, editAcceptedSchema } from "@/lib/edits/view-schema";
import { AppError } from "@/lib/errors";
import type { Exchange } from "@/lib/http/contract";
import { missingEdit } from "@/lib/moderation/reports";
import { pictureNotes } from "@/lib/images/notes";
import { entityTag, matchesTag } from "@/lib/http/response";

// What the routes of edits have in common.

/** `{uuid}` of a path. Malformed, unknown and deleted ids are answered alike, so it is described and not checked. */
export const editParams = { uuid: z.uuid().meta({ description: "Id of an edit" }) };

/** What submitting an edit may be refused for, however it is asked for. */
export const SUBMIT_ERRORS = [
  "INVALID_IMAGE",
  "PARENT_EDIT_NOT_FOUND",
  "PARENT_NOT_COMPLETED",
  "CHAIN_LIMIT_REACHED",
  "SHARE_GONE",
  "IMAGE_TOO_LARGE",
  "IMAGE_TYPE_NOT_SUPPORTED",
  "IDEMPOTENCY_KEY_REUSED",
  "CONTENT_NOT_ALLOWED",
  "BUDGET_EXHAUSTED",
  "REQUEST_CANCELED",
] as const;

/** 200 of {@link editAccepted}. */
export const acceptedAnswer = {
  description: "Stored, and certain to run.",
  schema: editAcceptedSchema,
  headers: z.object({ Location: z.string().meta({ description: "The polling URL" }) }),
};

/** The answer for an accepted edit: where to ask for it, and the token that may change it. */
export function editAccepted(
  { editId, sourceNotes }: { editId: string; sourceNotes: readonly string[] },
  appSecret: string,
): Response {
  const pollingUrl = `/edit/${editId}`;
  const body: EditAccepted = {
    edit_id: editId,
    polling_url: pollingUrl,
    delete_token: deleteToken(appSecret, editId),
    notes: pictureNotes(sourceNotes),
  };
  return Response.json(body, { headers: { Location: pollingUrl } });
}

/** 200 of {@link editAnswer}. */
export const stateAnswer = (description: string) => ({ description, schema: editViewSchema });

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

/** Either of what may cancel, retry, check or delete an edit. */
export const capability = ["deleteToken", "ownerCookie"] as const;

/**
 * The id of the edit that a path names, once it is certain that the request may change it.
 * @throws {AppError} `EDIT_NOT_FOUND`, or `NOT_YOURS` without owner cookie and delete token.
 */
export async function changeableEdit({ params, ...exchange }: Exchange<"uuid">): Promise<string> {
  return changeableById(exchange, params.uuid);
}

/** The same for an id that stands elsewhere. */
export async function changeableById(
  { services, client }: Pick<Exchange, "services" | "client">,
  id: string,
): Promise<string> {
  const edit = await existingEdit(services, id);
  if (!mayChange(edit.ownerHash, edit.id, client, services.appSecret)) throw new AppError("NOT_YOURS");
  return edit.id;
}

/**
 * The edit of this id.
 * @throws {AppError} `EDIT_NOT_FOUND`, or `TAKEN_DOWN` where the operator did that.
 */
export async function existingEdit(services: Exchange["services"], id: string): Promise<EditRecord> {
  const edit = await findEdit(services, id);
  if (edit === null) throw await missingEdit(services, id);
  return edit;
}
