import { sql } from "kysely";
import type { Db } from "../client";

/** Links of one owner that are kept at once, one that it has used among them; a new one takes the place of the oldest. */
const MOST = 4;

/** `minutes`: how long it can be used. */
export async function insertOwnerLink(
  db: Db,
  { keyHash, ownerHash, minutes }: { keyHash: string; ownerHash: string; minutes: number },
): Promise<Date> {
  const expiresAt = sql<Date>`now() + make_interval(mins => ${minutes}::int)`;
  const row = await db
    .insertInto("ownerLinks")
    .values({ keyHash, ownerHash, expiresAt })
    .returning("expiresAt")
    .executeTakeFirstOrThrow();
  await db
    .deleteFrom("ownerLinks")
    .where("ownerHash", "=", ownerHash)
    .where("keyHash", "not in", (kept) =>
      kept
        .selectFrom("ownerLinks")
        .select("keyHash")
        .where("ownerHash", "=", ownerHash)
        .orderBy("createdAt", "desc")
        .limit(MOST),
    )
    .execute();
  return row.expiresAt;
}

/** Whose link it is, while it can be used; `null` otherwise. */
export async function findOwnerLink(db: Db, keyHash: string): Promise<string | null> {
  const row = await db
    .selectFrom("ownerLinks")
    .select("ownerHash")
    .where("keyHash", "=", keyHash)
    .where("expiresAt", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return row?.ownerHash ?? null;
}

/** Takes a link, so that nobody can use it any more: of several who take it at once, one gets the owner, the others `null`. */
export async function takeOwnerLink(db: Db, keyHash: string): Promise<string | null> {
  const row = await db
    .deleteFrom("ownerLinks")
    .where("keyHash", "=", keyHash)
    .where("expiresAt", ">", sql<Date>`now()`)
    .returning("ownerHash")
    .executeTakeFirst();
  return row?.ownerHash ?? null;
}

/** Revokes every link of an owner; answers how many there were. */
export async function deleteOwnerLinks(db: Db, ownerHash: string): Promise<number> {
  const result = await db.deleteFrom("ownerLinks").where("ownerHash", "=", ownerHash).executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function deleteOldOwnerLinks(db: Db): Promise<void> {
  await db
    .deleteFrom("ownerLinks")
    .where("expiresAt", "<", sql<Date>`now()`)
    .execute();
}
