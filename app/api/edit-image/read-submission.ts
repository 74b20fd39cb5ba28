import { isEditId } from "@/lib/edits/edit-id";
import type { EditRequest } from "@/lib/edits/source";
import { submitFormSchema, submitJsonSchema } from "@/lib/edits/schema";
import { AppError } from "@/lib/errors";
import { createJsonMeter, parseJson } from "@/lib/http/parse-json";
import { parseForm } from "@/lib/http/parse-form";
import { bodyChunks, idempotencyKey, mediaType, readBody, type RequestBody, validate } from "@/lib/http/request";
import { PICTURE_LIMITS, pictureTooLarge } from "@/lib/images/limits";

/**
 * A request for an edit, as JSON with the picture in base64, as a form with the picture as a file,
 * or with the id of an upload. Nothing has looked at the picture yet.
 */
export const submission: RequestBody<EditRequest> = {
  content: { "application/json": submitJsonSchema, "multipart/form-data": submitFormSchema },
  errors: [
    "INVALID_JSON",
    "INVALID_IMAGE",
    "PARENT_EDIT_NOT_FOUND",
    "IMAGE_TOO_LARGE",
    "CONTENT_TYPE_NOT_SUPPORTED",
    "VALIDATION_FAILED",
  ],
  read: readSubmission,
};

// Room for a prompt in escapes, the other fields and the form's own lines.
const REST_BYTES = 65_536;

/**
 * Bytes of a picture that are read at all. More than an edit may be made of, because what comes with a parent is often
 * its result as the page had it, without loss: that is known before its size counts.
 */
const READ_BYTES = 60 * 1024 * 1024;

const MAX_BYTES = {
  // With a line break, escaped as two times two characters, after each 64.
  "application/json": Math.ceil((Math.ceil(READ_BYTES / 3) * 4 * 68) / 64) + REST_BYTES,
  "multipart/form-data": READ_BYTES + REST_BYTES,
};

async function readSubmission(request: Request): Promise<EditRequest> {
  const type = mediaType(request, ["application/json", "multipart/form-data"]);
  const isJson = type === "application/json";
  const limits = {
    max: MAX_BYTES[type],
    tooLarge: (sent: number) => pictureTooLarge(isJson ? (sent / 4) * 3 : sent),
    cutShort: isJson ? "INVALID_JSON" : "INVALID_IMAGE",
  } as const;
  // Measured as they come in: what has too many parts is not read to its end.
  const body = isJson
    ? validate(submitJsonSchema, parseJson(await readBody(request, limits, createJsonMeter())))
    : validate(
        submitFormSchema,
        await parseForm(bodyChunks(request, limits), request.headers.get("content-type") ?? ""),
      );
  const parentId = body.parent_edit_uuid?.toLowerCase() ?? null;
  if (parentId !== null && !isEditId(parentId)) throw new AppError("PARENT_EDIT_NOT_FOUND");
  return {
    prompt: body.prompt,
    picture: await pictureOf(body, parentId),
    parentId,
    originalOf: body.original_edit_uuid?.toLowerCase() ?? null,
    editor: body.editor ?? null,
    enhance: body.enhance ?? "auto",
    bestEffort: body.best_effort ?? false,
    fullSize: body.full_size ?? false,
    idempotencyKey: idempotencyKey(request.headers),
  };
}

type Named = {
  image_data?: string | File | null | undefined;
  image?: string | File | null | undefined;
  upload_id?: string | null | undefined;
  source_edit_uuid?: string | null | undefined;
  original_edit_uuid?: string | null | undefined;
  share_key?: string | null | undefined;
  share_picture?: "original" | "result" | null | undefined;
};

/** Sources that stand by themselves: a request names one of them, or none and sends a picture or a parent. */
const SOLE_SOURCES = ["source_edit_uuid", "original_edit_uuid", "share_key"] as const;

/** The one of {@link SOLE_SOURCES} that a request names. */
function soleSource(body: Named, parentId: string | null): { name: (typeof SOLE_SOURCES)[number]; id: string } | null {
  const [named, ...more] = SOLE_SOURCES.flatMap((name) => {
    const id = body[name] ?? null;
    return id === null ? [] : [{ name, id }];
  });
  if (named === undefined) return null;
  const others = [body.image_data, body.image, body.upload_id, parentId, ...more];
  if (others.some((other) => other !== null && other !== undefined)) {
    const message =
      "It is a source by itself: send it without a picture, an upload_id, a parent_edit_uuid and any other source.";
    throw either(named.name, message);
  }
  if (named.name !== "share_key" && !isEditId(named.id)) throw new AppError("PARENT_EDIT_NOT_FOUND");
  return named;
}

async function pictureOf(body: Named, parentId: string | null): Promise<EditRequest["picture"]> {
  const { upload_id: uploadId = null } = body;
  const sole = soleSource(body, parentId);
  if (sole?.name === "source_edit_uuid") return { stored: "result", editId: sole.id.toLowerCase() };
  if (sole?.name === "share_key") return { shared: body.share_picture ?? "result", key: sole.id };
  const sent = body.image_data ?? body.image ?? null;
  if (sent !== null && uploadId !== null) throw either("upload_id", "Send either a picture or an upload_id.");
  if (uploadId !== null) return { uploadId };
  if (sent === null) return null;
  // Of what comes with a parent it is not known yet whether it is needed.
  const most = parentId === null ? PICTURE_LIMITS.bytes : READ_BYTES;
  const size = typeof sent === "string" ? leastBytes(sent) : sent.size;
  if (size > most) throw pictureTooLarge(typeof sent === "string" ? (sent.length / 4) * 3 : size);
  const bytes = typeof sent === "string" ? decodeBase64(sent) : new Uint8Array(await sent.arrayBuffer());
  if (bytes.byteLength > most) throw pictureTooLarge(bytes.byteLength);
  return { bytes };
}

/** What base64 of this length has at least: a line break after each 64 letters, and padding, are none of it. */
const leastBytes = (text: string): number => Math.floor((text.length * 64 * 3) / (66 * 4)) - 300;

const either = (path: string, message: string): AppError =>
  new AppError("VALIDATION_FAILED", { fields: [{ path, message }] });

/**
 * The bytes of a picture sent as text: base64 or a base64 data URL, however a sender writes it: with line breaks and
 * other white space, in the alphabet for addresses, without padding. The type that a data URL declares is not
 * believed, so it is not even read.
 * @throws {AppError} `INVALID_IMAGE` for anything else.
 */
export function decodeBase64(text: string): Uint8Array {
  // One pass over up to 90 MB, without a copy where there is nothing to take out.
  const given = /^\s*data:/i.test(text.slice(0, 64)) ? dataOf(text) : text;
  const data = /\s/.test(given) ? given.replaceAll(/\s+/g, "") : given;
  const bare = data.replace(/={1,2}$/, "");
  const bytes = Buffer.from(bare, "base64");
  // Buffer skips what it doesn't know, which shows.
  const isExact = bytes.length > 0 && bytes.length === Math.floor((bare.length * 3) / 4) && bare.length % 4 !== 1;
  if (!isExact || (data.length !== bare.length && data.length % 4 !== 0)) throw invalidBase64();
  return bytes;
}

/** The part after the comma; in an address some senders escape what base64 has besides letters. */
function dataOf(url: string): string {
  const comma = url.indexOf(",");
  if (comma === -1 || !/;\s*base64\s*$/i.test(url.slice(0, comma))) throw invalidBase64();
  const data = url.slice(comma + 1);
  return data.includes("%") ? unescaped(data) : data;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidBase64();
  }
}

const invalidBase64 = (): AppError =>
  new AppError("INVALID_IMAGE", {
    detail: "The picture is not valid base64. Send a data URL (data:image/png;base64,…) or plain base64.",
  });
