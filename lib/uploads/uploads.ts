import { randomUUID } from "node:crypto";
import { findUsableUpload, insertUpload, markUploadReceived, type UploadRow } from "@/db/queries/uploads";
import { readBlob, uploadKey } from "@/lib/blob/blob-store";
import type { Client } from "@/lib/edits/credentials";
import { isEditId } from "@/lib/edits/edit-id";
import { sendCleanupAhead } from "@/lib/edits/looks";
import { demandRoom } from "@/lib/edits/room";
import { AppError } from "@/lib/errors";
import { PICTURE_LIMITS } from "@/lib/images/limits";
import type { Services } from "@/lib/services";
import { pictureTooLarge } from "../images/limits";
import type { UploadRequest, UploadTicket } from "./schema";

const USABLE_MINUTES = 60;

/**
 * Prepares for a picture that the client sends by itself and names when it asks for an edit: to the
 * store directly where it can let a client in, else to us. What is said here is a promise; the bytes
 * are checked when they are used, however they came.
 * @throws {AppError} `IMAGE_TOO_LARGE`, or `IMAGE_TYPE_NOT_SUPPORTED` for what is no picture; what `demandRoom` throws.
 */
export async function createUpload(
  services: Pick<Services, "db" | "blobs" | "env" | "events" | "log">,
  { size, type }: UploadRequest,
  client: Client,
  origin: string,
): Promise<UploadTicket> {
  if (size > PICTURE_LIMITS.bytes) throw pictureTooLarge(size);
  if (!/^image\/[a-z0-9][a-z0-9.+-]*$/i.test(type)) throw new AppError("IMAGE_TYPE_NOT_SUPPORTED");
  await demandRoom(services, services.db, client);
  const id = randomUUID();
  const upload = { id, key: uploadKey(id), scope: client.hash, size, contentType: type.toLowerCase() };
  const [{ expiresAt }] = await Promise.all([
    insertUpload(services.db, upload, USABLE_MINUTES),
    sendCleanupAhead(services),
  ]);
  const ticket = { upload_id: id, expires_at: expiresAt.toISOString(), method: "PUT" } as const;
  const direct = await services.blobs.directUpload(upload.key, { size, expiresSeconds: USABLE_MINUTES * 60 });
  if (direct === null)
    return { ...ticket, url: `${origin}/api/uploads/${id}`, headers: { "Content-Type": upload.contentType } };
  if ("url" in direct) return { ...ticket, url: direct.url, headers: direct.headers };
  const { pathname, clientToken, access, contentType } = direct;
  return { ...ticket, pathname, client_token: clientToken, access, headers: { "Content-Type": contentType } };
}

/**
 * An announced upload that is neither used nor expired.
 * @throws {AppError} `UPLOAD_NOT_FOUND`
 */
export async function findUpload(services: Pick<Services, "db">, id: string): Promise<UploadRow> {
  const upload = isEditId(id) ? await findUsableUpload(services.db, id.toLowerCase()) : null;
  if (upload === null) throw new AppError("UPLOAD_NOT_FOUND");
  return upload;
}

/** The refusal of an upload that goes on after its announced end. */
export function moreThanAnnounced({ size }: Pick<UploadRow, "size">): AppError {
  const detail = `This upload has more than the ${size} bytes that were announced for it. Please upload the picture again.`;
  return new AppError("IMAGE_TOO_LARGE", { detail });
}

/**
 * Stores the bytes of an upload. The same may be sent again until it is used, for a client that
 * never saw the answer.
 * @throws {AppError} `VALIDATION_FAILED` when there are more or fewer bytes than were announced;
 * `UPLOAD_NOT_FOUND` when it was used or expired while they came.
 */
export async function receiveUpload(
  services: Pick<Services, "db" | "blobs">,
  upload: UploadRow,
  bytes: Uint8Array,
): Promise<void> {
  if (bytes.byteLength !== upload.size) {
    const message = `Announced were ${upload.size} bytes, sent were ${bytes.byteLength}.`;
    throw new AppError("VALIDATION_FAILED", { fields: [{ path: "size", message }] });
  }
  await services.blobs.put(upload.key, bytes, "application/octet-stream");
  if (await markUploadReceived(services.db, upload.id)) return;
  if ((await findUsableUpload(services.db, upload.id)) !== null) return;
  await services.blobs.delete([upload.key]);
  throw new AppError("UPLOAD_NOT_FOUND");
}

/**
 * The bytes that a client uploaded, through us or straight to the store, not looked into yet; never
 * more than were announced. Whoever uses them marks the upload as used in the transaction that does.
 * @throws {AppError} `UPLOAD_NOT_FOUND` when it is unknown, used, expired or was never sent;
 * `INVALID_IMAGE` when it is not as long as announced.
 */
export async function readUpload(services: Pick<Services, "db" | "blobs">, id: string): Promise<Uint8Array> {
  const upload = await findUpload(services, id);
  const blob = await services.blobs.get(upload.key);
  if (blob === null) throw new AppError("UPLOAD_NOT_FOUND");
  // The size that was announced is within the limit, so a longer object is none of ours to read.
  if (blob.size === upload.size) return readBlob(blob);
  await blob.body.cancel();
  throw new AppError("INVALID_IMAGE", { detail: "This upload is not complete. Please upload the picture again." });
}

/**
 * Deletes the bytes of an upload that was used: they are as they were sent, with all that a camera
 * writes into a picture. Never throws; what it leaves, and what is put again under a ticket that has
 * not expired, is deleted with the expired uploads.
 */
export async function discardUpload(services: Pick<Services, "blobs" | "log">, id: string): Promise<void> {
  try {
    await services.blobs.delete([uploadKey(id)]);
  } catch (error) {
    services.log.warn("the bytes of a used upload are left to the clean-up", { error });
  }
}
