import { type BlobStore, readBlob } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";

/**
 * All bytes of a stored picture.
 * @throws {AppError} `STORAGE_UNAVAILABLE` when it is not there or cannot be read.
 */
export async function readPicture(blobs: BlobStore, key: string | null): Promise<Uint8Array> {
  const blob = key === null ? null : await blobs.get(key);
  if (blob === null)
    throw new AppError("STORAGE_UNAVAILABLE", {
      cause: new Error("a picture of this edit is not in the store"),
      charge: "none",
    });
  return readBlob(blob);
}
