import { findUsableUpload, type UploadRow } from "@/db/queries/uploads";
import { isEditId } from "@/lib/edits/edit-id";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";

/**
 * An announced upload that is neither used nor expired.
 * @throws {AppError} `UPLOAD_NOT_FOUND`
 */
export async function findUpload(services: Pick<Services, "db">, id: string): Promise<UploadRow> {
  const upload = isEditId(id) ? await findUsableUpload(services.db, id.toLowerCase()) : null;
  if (upload === null) throw new AppError("UPLOAD_NOT_FOUND");
  return upload;
}
