import { findEdit } from "@/db/queries/edits";
import type { Services } from "@/lib/services";

/**
 * Removes pictures that a run stored for an edit which meanwhile was canceled or deleted. When
 * another run has the edit, its pictures lie under the same keys and stay.
 */
export async function discardPictures(services: Services, editId: string, keys: readonly string[]): Promise<void> {
  const edit = await findEdit(services.db, editId);
  if (edit === null || edit.status === "canceled") await services.blobs.delete(keys);
}
