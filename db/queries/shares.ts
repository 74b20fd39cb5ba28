import { type Selectable, sql } from "kysely";
import type { Db } from "../client";
import type { SharesTable } from "../schema";

/** `expiresAt`: with the picture at the latest. */
export type ShareRow = Omit<Selectable<SharesTable>, "keyHash" | "expiresAt"> & { expiresAt: Date };

/** Shares that are open: not over, of an edit that is there, completed and not expired. */
const openShares = (db: Db) =>
  db
    .selectFrom("shares")
    .innerJoin("edits", "edits.id", "shares.editId")
    .innerJoin("chains", "chains.rootId", "edits.rootId")
    .where("edits.deletedAt", "is", null)
    .where("edits.status", "=", "completed")
    .where("chains.expiresAt", ">", sql<Date>`now()`)
    .where((is) => is.or([is("shares.expiresAt", "is", null), is("shares.expiresAt", ">", sql<Date>`now()`)]))
    .select(["shares.id", "shares.editId", "shares.showWords", "shares.createdAt"])
    .select(sql<Date>`least(shares.expires_at, chains.expires_at)`.as("expiresAt"));

/** `days`: how long, `null`: as long as the picture is kept. */
export async function insertShare(
  db: Db,
  share: { id: string; keyHash: string; editId: string; showWords: boolean; days: number | null },
): Promise<void> {
  const { days, ...row } = share;
  const expiresAt = days === null ? null : sql<Date>`now() + make_interval(days => ${days}::int)`;
  await db
    .insertInto("shares")
    .values({ ...row, expiresAt })
    .execute();
}

export async function findShare(db: Db, keyHash: string): Promise<ShareRow | null> {
  return (await openShares(db).where("keyHash", "=", keyHash).executeTakeFirst()) ?? null;
}

/** Those of one edit that are open, oldest first. */
export async function findSharesOf(db: Db, editId: string): Promise<ShareRow[]> {
  return openShares(db).where("shares.editId", "=", editId).orderBy("shares.createdAt").execute();
}

/** The edit that a share shows; `null` when there is no such share. */
export async function editOfShare(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom("shares").select("editId").where("id", "=", id).executeTakeFirst();
  return row?.editId ?? null;
}

export async function deleteShare(db: Db, id: string): Promise<void> {
  await db.deleteFrom("shares").where("id", "=", id).execute();
}

/** All of one edit. */
export async function deleteSharesOf(db: Db, editId: string): Promise<void> {
  await db.deleteFrom("shares").where("editId", "=", editId).execute();
}

/** Those that are over. */
export async function deleteOldShares(db: Db): Promise<void> {
  await db
    .deleteFrom("shares")
    .where("expiresAt", "<", sql<Date>`now()`)
    .execute();
}
