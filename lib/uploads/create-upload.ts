import { randomUUID } from "node:crypto";
import { insertUpload } from "@/db/uploads";
import { uploadKey } from "@/lib/blob/blob-key";
import type { Client } from "@/lib/edits/client";
import { AppError } from "@/lib/errors";
import { PICTURE_LIMITS } from "@/lib/images/picture-limits";
import type { Services } from "@/lib/services";
import { pictureTooLarge } from "./picture-too-large";
import type { UploadRequest, UploadTicket } from "./schema";

const USABLE_MINUTES = 60;

/**
 * Prepares for a picture that the client sends by itself and names when it asks for an edit. What
 * is said here is a promise; the bytes are checked when they are used.
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
  return {
    upload_id: id,
    expires_at: expiresAt.toISOString(),
    method: "PUT",
    url: `${origin}/api/uploads/${id}`,
    headers: { "Content-Type": upload.contentType },
  };
}
