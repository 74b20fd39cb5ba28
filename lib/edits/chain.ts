import { type ChainLink, type EditRow, findChainLinks, findPictureOf } from "@/db/queries/edits";
import { type EditStatus, isFinal } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";
import { isEditId } from "./edit-id";
import { usualTime } from "./progress";
import type { ChainView, EditTree } from "./view-schema";
import { editNode, imageUrl, originalView } from "./view";

export type ChainEntry = {
  uuid: string;
  /** `null` for a deleted edit. */
  prompt: string | null;
  chainPosition: number;
  /** Its number among all versions of its picture. */
  version: number;
  status: EditStatus;
  /** Key of the result; `null` while there is none, or when it was deleted. */
  resultKey: string | null;
  createdAt: Date;
  parentId: string | null;
};

/** The path from the root to an edit, oldest first; `null` when the edit is unknown or deleted. One statement. */
export async function getChain(services: Services, id: string): Promise<ChainEntry[] | null> {
  if (!isEditId(id)) return null;
  const path = pathTo(await findChainLinks(services.db, id.toLowerCase()), id.toLowerCase());
  if (path === null) return null;
  return path.map((edit) => ({
    uuid: edit.id,
    prompt: edit.prompt,
    chainPosition: edit.chainPosition,
    version: edit.version,
    status: edit.status,
    resultKey: edit.status === "completed" ? edit.resultKey : null,
    createdAt: edit.createdAt,
    parentId: edit.parentId,
  }));
}

/** Root to `id` through the edits of its chain; `null` when it is not among them or deleted. */
export function pathTo<Link extends Pick<ChainLink, "id" | "parentId" | "deletedAt">>(
  chain: readonly Link[],
  id: string,
): Link[] | null {
  const byId = new Map(chain.map((edit) => [edit.id, edit]));
  const path: Link[] = [];
  for (let at = byId.get(id); at !== undefined; at = at.parentId === null ? undefined : byId.get(at.parentId))
    path.unshift(at);
  return path.at(-1)?.deletedAt === null ? path : null;
}

/**
 * Of a picture's edits the one that keeps its original, as whoever may see this path sees it: the path's first edit, or
 * the first edit of another of their own chains where that one is deleted. `null` when none is left.
 */
export function originalOf<Edit extends Pick<EditRow, "parentId" | "deletedAt" | "originalKey" | "ownerHash">>(
  picture: readonly Edit[],
  path: readonly Edit[],
  ownerHash: string | null,
): Edit | null {
  const isOwn = (edit: Edit) => edit.parentId === null && ownerHash !== null && edit.ownerHash === ownerHash;
  const candidates = [...path.slice(0, 1), ...picture.filter(isOwn)];
  return candidates.find(({ deletedAt, originalKey }) => deletedAt === null && originalKey !== null) ?? null;
}

/** A chain as it is shown over HTTP; its last entry is the edit that was asked for. */
export function chainView(chain: readonly ChainEntry[], origin: string): ChainView {
  return {
    edit_uuid: chain.at(-1)?.uuid ?? "",
    chain_length: chain.length,
    chain_history: chain.map((entry) => ({
      edit: {
        uuid: entry.uuid,
        prompt: entry.prompt,
        chain_position: entry.chainPosition,
        version: entry.version,
        status: entry.status,
        edited_image_url: imageUrl(origin, entry.resultKey),
        created_at: entry.createdAt.toISOString(),
      },
      parent_edit_uuid: entry.parentId,
    })),
  };
}

/**
 * What the page of an edit shows: the path from its root, and for the browser that made edits of this picture also
 * those, with the path to each; and the original that all began with. Deleted edits are left out. `null` when the edit
 * is unknown or deleted.
 */
export async function getEditTree(
  services: Services,
  id: string,
  ownerHash: string | null,
  origin: string,
): Promise<EditTree | null> {
  if (!isEditId(id)) return null;
  const current = id.toLowerCase();
  const picture = await findPictureOf(services.db, current);
  const path = pathTo(picture, current);
  if (path === null) return null;
  const own =
    ownerHash === null ? [] : picture.filter((edit) => edit.deletedAt === null && edit.ownerHash === ownerHash);
  const shown = new Set([...path, ...own.flatMap((edit) => pathTo(picture, edit.id) ?? [])].map((edit) => edit.id));
  const edits = await Promise.all(
    picture
      .filter((edit) => shown.has(edit.id) && edit.deletedAt === null)
      .map(async (edit) =>
        editNode(
          edit,
          origin,
          isFinal(edit.status) ? null : await usualTime(services, edit.editor ?? edit.requestedEditor, edit),
          services.editors,
        ),
      ),
  );
  const original = originalOf(picture, path, ownerHash);
  return {
    edits,
    current,
    is_owner: own.some((edit) => edit.id === current),
    original: original === null ? null : originalView(original, origin),
  };
}
