import { readBlob } from "@/lib/images/read-blob";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { findUpload } from "./find-upload";

/**
 * The bytes that a client uploaded, through us or straight to the store, not looked into yet; never
 * more than were announced. Whoever uses them marks the upload as used in the transaction that does.
 * @throws {AppError} `UPLOAD_NOT_FOUND` when it is unknown, used, expired or was never sent;
 * `INVALID_IMAGE` when it is not as long as announced.
 */
export async function readUpload(services: Services, id: string): Promise<Uint8Array> {
  const upload = await findUpload(services, id);
  const blob = await services.blobs.get(upload.key);
  if (blob === null) throw new AppError("UPLOAD_NOT_FOUND");
  // The size that was announced is within the limit, so a longer object is none of ours to read.
  if (blob.size === upload.size) return readBlob(blob);
  await blob.body.cancel();
  throw new AppError("INVALID_IMAGE", { detail: "This upload is not complete. Please upload the picture again." });
}
