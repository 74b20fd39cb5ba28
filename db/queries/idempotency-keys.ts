import { type Insertable, type Selectable, sql } from "kysely";
import type { Db } from "../client";
import type { IdempotencyKeysTable } from "../schema";

/** What a client's `Idempotency-Key` stands for. `scope` is the hash of the client. */
export type IdempotencyKeyRow = Selectable<IdempotencyKeysTable>;

const DAY_AGO = sql<Date>`now() - interval '24 hours'`;

/** The newest use of a key within any of these scopes in the last 24 hours, or null. */
export async function findIdempotencyKey(
  db: Db,
  scopes: readonly string[],
  key: string,
): Promise<IdempotencyKeyRow | null> {
  const row = await db
    .selectFrom("idempotencyKeys")
    .selectAll()
    .where("scope", "in", scopes)
    .where("key", "=", key)
    .where("createdAt", ">", DAY_AGO)
    .orderBy("createdAt", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Takes a key for an edit; false when it is taken. Waits for a simultaneous transaction that took it
 * first. A use older than 24 hours is replaced.
 */
export async function insertIdempotencyKey(db: Db, key: Insertable<IdempotencyKeysTable>): Promise<boolean> {
  const row = await db
    .insertInto("idempotencyKeys")
    .values(key)
    .onConflict((conflict) =>
      conflict
        .columns(["scope", "key"])
        .doUpdateSet({ requestHash: key.requestHash, editId: key.editId, createdAt: sql<Date>`now()` })
        .where("idempotencyKeys.createdAt", "<=", DAY_AGO),
    )
    .returning("key")
    .executeTakeFirst();
  return row !== undefined;
}

/** Deletes the keys that are older than 24 hours. */
export async function deleteOldIdempotencyKeys(db: Db): Promise<void> {
  await db.deleteFrom("idempotencyKeys").where("createdAt", "<=", DAY_AGO).execute();
}

/** Forgets the keys that stand for an edit. */
export async function deleteIdempotencyKeysOf(db: Db, editId: string): Promise<void> {
  await db.deleteFrom("idempotencyKeys").where("editId", "=", editId).execute();
}
