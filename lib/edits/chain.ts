import { type ChainLink, findChainLinks, findChainOf } from "@/db/queries/edits";
import { type EditStatus, isFinal } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";
import { isEditId } from "./edit-id";
import { usualTime } from "./progress";
import type { ChainView, EditTree } from "./schema";
import { editNode, imageUrl } from "./view";

export type ChainEntry = {
  uuid: string;
  /** `null` for a deleted edit. */
  prompt: string | null;
  chainPosition: number;
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
        status: entry.status,
        edited_image_url: imageUrl(origin, entry.resultKey),
        created_at: entry.createdAt.toISOString(),
      },
      parent_edit_uuid: entry.parentId,
    })),
  };
}

/**
 * What the page of an edit shows: the path from its root, and for the browser that made edits of
 * this chain also those, with the path to each. Deleted edits are left out. `null` when the edit is
 * unknown or deleted.
 */
export async function getEditTree(
  services: Services,
  id: string,
  ownerHash: string | null,
  origin: string,
): Promise<EditTree | null> {
  if (!isEditId(id)) return null;
  const current = id.toLowerCase();
  const chain = await findChainOf(services.db, current);
  const path = pathTo(chain, current);
  if (path === null) return null;
  const own = ownerHash === null ? [] : chain.filter((edit) => edit.deletedAt === null && edit.ownerHash === ownerHash);
  const shown = new Set([...path, ...own.flatMap((edit) => pathTo(chain, edit.id) ?? [])].map((edit) => edit.id));
  const edits = await Promise.all(
    chain
      .filter((edit) => shown.has(edit.id) && edit.deletedAt === null)
      .map(async (edit) =>
        editNode(
          edit,
          origin,
          isFinal(edit.status) ? null : await usualTime(services, edit.editor ?? edit.requestedEditor),
          services.editors,
        ),
      ),
  );
  return { edits, current, is_owner: own.some((edit) => edit.id === current) };
}
