import { isEditId } from "@/lib/edits/edit-id";
import type { EditRequest } from "@/lib/edits/request";
import { submitFormSchema, submitJsonSchema } from "@/lib/edits/schema";
import { AppError } from "@/lib/errors";
import { PICTURE_LIMITS } from "@/lib/images/picture-limits";
import { pictureTooLarge } from "@/lib/uploads/picture-too-large";
import { decodeBase64 } from "./decode-base64";
import { idempotencyKey } from "./idempotency-key";
import { mediaType } from "./media-type";
import { parseForm } from "./parse-form";
import { parseJson } from "./parse-json";
import { readBody } from "./read-body";
import { validate } from "./validate";

// Room for a prompt in escapes, the other fields and the form's own lines.
const REST_BYTES = 65_536;
const MAX_BYTES = {
  "application/json": Math.ceil(PICTURE_LIMITS.bytes / 3) * 4 + REST_BYTES,
  "multipart/form-data": PICTURE_LIMITS.bytes + REST_BYTES,
};

/**
 * A request for an edit, as JSON with the picture in base64, as a form with the picture as a file,
 * or with the id of an upload. Nothing has looked at the picture yet.
 */
export async function readSubmission(request: Request): Promise<EditRequest> {
  const type = mediaType(request, ["application/json", "multipart/form-data"]);
  const isJson = type === "application/json";
  const bytes = await readBody(request, {
    max: MAX_BYTES[type],
    tooLarge: (sent) => pictureTooLarge(isJson ? (sent / 4) * 3 : sent),
    cutShort: isJson ? "INVALID_JSON" : "INVALID_IMAGE",
  });
  const body = isJson
    ? validate(submitJsonSchema, parseJson(bytes))
    : validate(submitFormSchema, await parseForm(bytes, request.headers.get("content-type") ?? ""));
  const parentId = body.parent_edit_uuid?.toLowerCase() ?? null;
  if (parentId !== null && !isEditId(parentId)) throw new AppError("PARENT_EDIT_NOT_FOUND");
  return {
    prompt: body.prompt,
    picture: parentId === null ? await pictureOf(body.image_data ?? body.image ?? null, body.upload_id ?? null) : null,
    parentId,
    editor: body.editor ?? null,
    enhance: body.enhance ?? "auto",
    bestEffort: body.best_effort ?? false,
    idempotencyKey: idempotencyKey(request.headers),
  };
}

async function pictureOf(sent: string | File | null, uploadId: string | null): Promise<EditRequest["picture"]> {
  if (sent !== null && uploadId !== null) {
    const message = "Send either a picture or an upload_id.";
    throw new AppError("VALIDATION_FAILED", { fields: [{ path: "upload_id", message }] });
  }
  if (uploadId !== null) return { uploadId };
  if (sent === null) return null;
  return { bytes: typeof sent === "string" ? decodeBase64(sent) : new Uint8Array(await sent.arrayBuffer()) };
}
