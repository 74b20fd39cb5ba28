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
 * Takes a key for an edit within each of these scopes, or with `editId` null for nothing that may still come; false
 * when it is taken in one of them. Waits for a simultaneous transaction that took it first. A use older than 24 hours
 * is replaced. In a transaction that is rolled back where this is false.
 */
export async function takeIdempotencyKey(
  db: Db,
  scopes: readonly string[],
  key: Omit<Insertable<IdempotencyKeysTable>, "scope">,
): Promise<boolean> {
  // In one order for all, so that no two wait for each other.
  for (const scope of scopes.toSorted()) {
    const row = await db
      .insertInto("idempotencyKeys")
      .values({ scope, ...key })
      .onConflict((conflict) =>
        conflict
          .columns(["scope", "key"])
          .doUpdateSet({ requestHash: key.requestHash, editId: key.editId, createdAt: sql<Date>`now()` })
          .where("idempotencyKeys.createdAt", "<=", DAY_AGO),
      )
      .returning("key")
      .executeTakeFirst();
    if (row === undefined) return false;
  }
  return true;
}

/** Deletes the keys that are older than 24 hours. */
export async function deleteOldIdempotencyKeys(db: Db): Promise<void> {
  await db.deleteFrom("idempotencyKeys").where("createdAt", "<=", DAY_AGO).execute();
}

/** Forgets the keys that stand for an edit. */
export async function deleteIdempotencyKeysOf(db: Db, editId: string): Promise<void> {
  await db.deleteFrom("idempotencyKeys").where("editId", "=", editId).execute();
}
