import type { Db } from "@/db/client";
import { addBlobIntents } from "@/db/queries/blob-intents";
import { keysOf } from "@/db/queries/deletions";
import { type EditRow, findEditRecord } from "@/db/queries/edits";
import { blobKey, type BlobKind, type BlobStore, madeKeys, readBlob } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";

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

/** Makes the two small pictures of a picture, stores them as what `kinds` names, and answers their keys in that order. */
export async function storePreviews(
  blobs: BlobStore,
  editId: string,
  picture: Uint8Array,
  kinds: readonly [preview: BlobKind, thumbnail: BlobKind],
): Promise<[preview: string, thumbnail: string]> {
  // Loaded with the decoder when there is a picture to be made smaller: who deletes or reads one needs neither.
  const { makePreviews } = await import("@/lib/images/previews");
  const { preview, thumbnail } = await makePreviews(picture);
  const [previewKey, thumbnailKey] = [blobKey(kinds[0], editId, "webp"), blobKey(kinds[1], editId, "webp")];
  await Promise.all([
    blobs.put(previewKey, preview.bytes, "image/webp"),
    blobs.put(thumbnailKey, thumbnail.bytes, "image/webp"),
  ]);
  return [previewKey, thumbnailKey];
}

/**
 * Removes pictures that a run stored for an edit which meanwhile was canceled or deleted. When
 * another run has the edit, its pictures lie under the same keys and stay.
 */
export async function discardPictures(services: Services, editId: string, keys: readonly string[]): Promise<void> {
  const edit = await findEditRecord(services.db, editId);
  if (edit === null || edit.status === "canceled") await services.blobs.delete(keys);
}

/**
 * Leaves to the sweeper what a run of this edit may have stored and its row does not name, in the transaction that ends
 * it without a result: a process that dies between the two would leave that lying for as long as the edit is kept.
 */
export async function leaveUnnamed(tx: Db, edit: EditRow): Promise<void> {
  const named = keysOf(edit);
  if (edit.status !== "pending")
    await addBlobIntents(
      tx,
      madeKeys(edit.id).filter((key) => !named.includes(key)),
    );
}
