import { sql } from "kysely";
import { AppError } from "@/lib/errors";
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

/**
 * Takes keys that were noted more than `minutes` ago, the oldest first: whoever noted them is gone. They count as noted
 * now, so that another sweeper leaves them, and one that fails has them taken again after that time.
 */
export async function takeOldBlobIntents(db: Db, minutes: number, limit: number): Promise<string[]> {
  const rows = await db
    .updateTable("blobIntents")
    .set({ createdAt: sql<Date>`now()` })
    .where("key", "in", (old) =>
      old
        .selectFrom("blobIntents")
        .select("key")
        .where("createdAt", "<", sql<Date>`now() - make_interval(mins => ${minutes}::int)`)
        .orderBy("createdAt")
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning("key")
    .execute();
  return rows.map((row) => row.key);
}

/** Seconds after which nothing is deleted any more that a sweeper has taken: a store answers within a minute. */
const SWEEP_SECONDS = 120;

/**
 * Takes the keys of an edit that failed back from the sweeper, with which they were noted when it did, for the edit is
 * taken up again.
 * @throws {AppError} `UNAVAILABLE` where a sweeper has taken them just before, and may delete what is stored there next.
 */
export async function takeBackBlobIntents(db: Db, keys: readonly string[], failedAt: string): Promise<void> {
  if (keys.length === 0) return;
  const rows = await db
    .deleteFrom("blobIntents")
    .where("key", "in", keys)
    .returning(
      sql<boolean>`created_at > greatest(${failedAt}::timestamptz, now() - make_interval(secs => ${SWEEP_SECONDS}::int))`.as(
        "isTaken",
      ),
    )
    .execute();
  if (rows.some(({ isTaken }) => isTaken)) throw new AppError("UNAVAILABLE", { retryAfterSeconds: SWEEP_SECONDS });
}

function partsOf(keys: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(keys.length / AT_ONCE) }, (_, at) =>
    keys.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}
