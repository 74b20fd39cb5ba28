import type { Db } from "@/db/client";
import { findSharers, replaceKey } from "@/db/queries/deletions";
import type { EditRow } from "@/db/queries/edits";
import { blobKey, type BlobKind, contentTypeOf, pictureExtensionOf, pictureKeys } from "@/lib/blob/blob-store";
import type { Services } from "@/lib/services";
import { editLabel } from "./edit-id";
import { readPicture } from "./pictures";

/** What a deleted edit leaves to those that were made of it: each picture's key, and the one it gets. */
export type Legacy = { heirId: string; moved: ReadonlyMap<string, string> };

/** What a picture of a parent is to its follow-up. */
const BECOMES = [
  ["originalKey", "original"],
  ["originalPreviewKey", "original_preview"],
  ["originalThumbnailKey", "original_thumbnail"],
] as const satisfies readonly (readonly [keyof EditRow, BlobKind])[];

/**
 * Copies what others of its chain show of an edit that is about to be deleted to keys of one of them, so that its own
 * addresses can go. `null` where nobody shows anything, or where the store does not do it: then the pictures stay for
 * as long as they are shown.
 */
export async function prepareLegacy({ db, blobs, log }: Services, edit: EditRow): Promise<Legacy | null> {
  const own = new Set(pictureKeys(edit.id));
  const [heir] = await findSharers(db, edit, [...own]);
  if (heir === undefined) return null;
  const moved = new Map<string, string>();
  for (const [column, kind] of BECOMES) {
    const key = heir[column];
    if (key !== null && own.has(key)) moved.set(key, blobKey(kind, heir.id, pictureExtensionOf(key)));
  }
  try {
    // No intent: what is written here belongs to the heir, goes with it, and is the same on each repeat.
    for (const [from, to] of moved) await blobs.put(to, await readPicture(blobs, from), contentTypeOf(to));
    return { heirId: heir.id, moved };
  } catch (error) {
    log.warn("pictures of a deleted edit stay where they are: others show them", { edit: editLabel(edit.id), error });
    return null;
  }
}

/**
 * Lets all that showed the old keys show the new ones, in the transaction that deletes the edit and has locked its chain.
 * Answers what was copied in vain: for an heir that is gone itself.
 */
export async function handOver(tx: Db, edit: EditRow, legacy: Legacy | null): Promise<string[]> {
  if (legacy === null) return [];
  const sharers = await findSharers(tx, edit, [...legacy.moved.keys()]);
  if (!sharers.some(({ id }) => id === legacy.heirId)) return [...legacy.moved.values()];
  for (const [from, to] of legacy.moved) await replaceKey(tx, edit.rootId, from, to);
  return [];
}
