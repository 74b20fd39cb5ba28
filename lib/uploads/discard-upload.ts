import { uploadKey } from "@/lib/blob/blob-key";
import type { Services } from "@/lib/services";

/**
 * Deletes the bytes of an upload that was used: they are as they were sent, with all that a camera
 * writes into a picture. Never throws; what it leaves, and what is put again under a ticket that has
 * not expired, is deleted with the expired uploads.
 */
export async function discardUpload(services: Services, id: string): Promise<void> {
  try {
    await services.blobs.delete([uploadKey(id)]);
  } catch (error) {
    services.log.warn("the bytes of a used upload are left to the clean-up", { error });
  }
}
