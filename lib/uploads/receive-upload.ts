import { findUsableUpload, markUploadReceived, type UploadRow } from "@/db/queries/uploads";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";

/**
 * Stores the bytes of an upload. The same may be sent again until it is used, for a client that
 * never saw the answer.
 * @throws {AppError} `VALIDATION_FAILED` when there are more or fewer bytes than were announced;
 * `UPLOAD_NOT_FOUND` when it was used or expired while they came.
 */
export async function receiveUpload(services: Services, upload: UploadRow, bytes: Uint8Array): Promise<void> {
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
