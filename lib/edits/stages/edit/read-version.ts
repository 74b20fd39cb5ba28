import { findChainLinks } from "@/db/queries/edits";
import type { EditRow } from "@/db/queries/edits";
import type { Services } from "@/lib/services";
import { pathTo } from "../../edit-chain";
import { readPicture } from "../../read-picture";

/**
 * A version of the chain that an edit stands in, before it: 0 the original upload, n the result of the
 * n-th edit on the way. `null` when there is none, or when it was deleted.
 * @throws {AppError} `STORAGE_UNAVAILABLE` when it cannot be read.
 */
export async function readVersion(
  services: Pick<Services, "db" | "blobs">,
  edit: Pick<EditRow, "id" | "chainPosition" | "originalKey">,
  number: number,
): Promise<Uint8Array | null> {
  const key = await keyOf(services, edit, number);
  return key === null ? null : readPicture(services.blobs, key);
}

async function keyOf(
  { db }: Pick<Services, "db">,
  { id, chainPosition, originalKey }: Pick<EditRow, "id" | "chainPosition" | "originalKey">,
  number: number,
): Promise<string | null> {
  // The edit's own source is there whatever was deleted.
  if (number === chainPosition - 1) return originalKey;
  const path = pathTo(await findChainLinks(db, id), id) ?? [];
  const earlier = path.slice(0, -1);
  return number === 0 ? (earlier[0]?.originalKey ?? null) : (earlier[number - 1]?.resultKey ?? null);
}
