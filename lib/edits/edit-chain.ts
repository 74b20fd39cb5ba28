import { type ChainLink, findChainLinks } from "@/db/queries/edits";
import type { Services } from "@/lib/services";
import { isEditId } from "./edit-id";
import type { EditStatus } from "./status";

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
