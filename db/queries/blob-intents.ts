import { sql } from "kysely";
import type { Db } from "../client";

/** Keys in one statement: PostgreSQL takes 65,535 parameters, and a large chain has more pictures. */
const AT_ONCE = 5_000;

/** Notes objects that are about to be stored, or deleted, and that no row may refer to. */
export async function addBlobIntents(db: Db, keys: readonly string[]): Promise<void> {
  for (const part of partsOf(keys)) {
    await db
      .insertInto("blobIntents")
      .values(part.map((key) => ({ key })))
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ createdAt: sql<Date>`now()` }))
      .execute();
  }
}

/** These objects are referred to by a row, or gone. */
export async function removeBlobIntents(db: Db, keys: readonly string[]): Promise<void> {
  for (const part of partsOf(keys)) await db.deleteFrom("blobIntents").where("key", "in", part).execute();
}

/** Keys noted more than `minutes` ago, oldest first: whoever noted them is gone. */
export async function findOldBlobIntents(db: Db, minutes: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("blobIntents")
    .select("key")
    .where("createdAt", "<", sql<Date>`now() - make_interval(mins => ${minutes}::int)`)
    .orderBy("createdAt")
    .limit(limit)
    .execute();
  return rows.map((row) => row.key);
}

function partsOf(keys: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(keys.length / AT_ONCE) }, (_, at) =>
    keys.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}
