import { randomUUID } from "node:crypto";
import { insertUpload } from "@/db/queries/uploads";
import { uploadKey } from "@/lib/blob/blob-key";
import type { Client } from "@/lib/edits/client";
import { AppError } from "@/lib/errors";
import { PICTURE_LIMITS } from "@/lib/images/picture-limits";
import type { Services } from "@/lib/services";
import { pictureTooLarge } from "./picture-too-large";
import type { UploadRequest, UploadTicket } from "./schema";

const USABLE_MINUTES = 60;

/**
 * Prepares for a picture that the client sends by itself and names when it asks for an edit: to the
 * store directly where it can let a client in, else to us. What is said here is a promise; the bytes
 * are checked when they are used, however they came.
 * @throws {AppError} `IMAGE_TOO_LARGE`, or `IMAGE_TYPE_NOT_SUPPORTED` for what is no picture.
 */
export async function createUpload(
  services: Services,
  { size, type }: UploadRequest,
  client: Client,
  origin: string,
): Promise<UploadTicket> {
  if (size > PICTURE_LIMITS.bytes) throw pictureTooLarge(size);
  if (!/^image\/[a-z0-9][a-z0-9.+-]*$/i.test(type)) throw new AppError("IMAGE_TYPE_NOT_SUPPORTED");
  const id = randomUUID();
  const upload = { id, key: uploadKey(id), scope: client.hash, size, contentType: type.toLowerCase() };
  const { expiresAt } = await insertUpload(services.db, upload, USABLE_MINUTES);
  const ticket = { upload_id: id, expires_at: expiresAt.toISOString(), method: "PUT" } as const;
  const direct = await services.blobs.directUpload(upload.key, { size, expiresSeconds: USABLE_MINUTES * 60 });
  if (direct === null)
    return { ...ticket, url: `${origin}/api/uploads/${id}`, headers: { "Content-Type": upload.contentType } };
  if ("url" in direct) return { ...ticket, url: direct.url, headers: direct.headers };
  const { pathname, clientToken, access, contentType } = direct;
  return { ...ticket, pathname, client_token: clientToken, access, headers: { "Content-Type": contentType } };
}
