import { findChainOf } from "@/db/queries/edits";
import type { Services } from "@/lib/services";
import { pathTo } from "./edit-chain";
import { isEditId } from "./edit-id";
import { editNode } from "./edit-view";
import type { EditTree } from "./schema";
import { isFinal } from "./status";
import { usualTime } from "./usual-time";

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
