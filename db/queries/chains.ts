import { sql } from "kysely";
import type { Db } from "../client";

/** Keeps a chain, and with it all others of its picture, for `days` more, counted from now (its newest edit). */
export async function extendChain(
  db: Db,
  { rootId, pictureId }: { rootId: string; pictureId: string },
  days: number,
): Promise<void> {
  const expiresAt = sql<Date>`now() + make_interval(days => ${days}::int)`;
  await db
    .insertInto("chains")
    .values({ rootId, expiresAt })
    .onConflict((conflict) => conflict.column("rootId").doUpdateSet({ expiresAt }))
    .execute();
  await db
    .updateTable("chains")
    .set({ expiresAt })
    .where("rootId", "<>", rootId)
    .where("rootId", "in", (select) => select.selectFrom("edits").select("rootId").where("pictureId", "=", pictureId))
    .execute();
}

/**
 * Records that an edit at `position` was completed: the chain's depth, and the totals when it got
 * deeper. A chain counts from its first completed follow-up on; its length is its greatest depth.
 */
export async function recordCompletion(db: Db, rootId: string, position: number): Promise<void> {
  await db
    .with("deeper", (cte) =>
      cte
        .updateTable("chains")
        .from((from) =>
          from
            .selectFrom("chains")
            .select(["rootId", "deepestCompleted"])
            .where("rootId", "=", rootId)
            .forUpdate()
            .as("before"),
        )
        .set({ deepestCompleted: position })
        .whereRef("chains.rootId", "=", "before.rootId")
        .where("before.deepestCompleted", "<", position)
        .returning(["before.deepestCompleted as previous"]),
    )
    .updateTable("chainRollup")
    .from("deeper")
    .set({
      chains: sql<number>`chain_rollup.chains + case when deeper.previous < 2 then 1 else 0 end`,
      lengthSum: sql<number>`chain_rollup.length_sum + ${position}::int - case when deeper.previous < 2 then 0 else deeper.previous end`,
    })
    .where("shard", "=", sql<number>`abs(hashtext(${rootId})) % 16`)
    .where(sql<boolean>`${position}::int >= 2`)
    .execute();
}

/** Totals over all chains ever, from the sixteen rollup rows. */
export async function chainTotals(db: Db): Promise<{ chains: number; lengthSum: number }> {
  const row = await db
    .selectFrom("chainRollup")
    .select((select) => [
      select.fn.sum<string>("chains").as("chains"),
      select.fn.sum<string>("lengthSum").as("lengthSum"),
    ])
    .executeTakeFirstOrThrow();
  return { chains: Number(row.chains), lengthSum: Number(row.lengthSum) };
}

/** Roots of expired chains, oldest first. */
export async function findExpiredChains(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("chains")
    .select("rootId")
    .where("expiresAt", "<", sql<Date>`now()`)
    .orderBy("expiresAt")
    .limit(limit)
    .execute();
  return rows.map((row) => row.rootId);
}

/**
 * Ids of all edits of a chain that is still expired, kept from change until the transaction ends.
 * Empty while anyone else holds one of them: whoever continues the chain waits for its row next.
 */
export async function lockExpiredChain(db: Db, rootId: string): Promise<string[]> {
  // Whoever gets a number of this picture just now keeps its chains: first the picture, as there.
  if ((await picturesOf(db, rootId).forUpdate().skipLocked().execute()).length === 0) return [];
  const rows = await db
    .selectFrom("chains")
    .innerJoin("edits", "edits.rootId", "chains.rootId")
    .select("edits.id")
    .where("chains.rootId", "=", rootId)
    .where("chains.expiresAt", "<", sql<Date>`now()`)
    .forUpdate()
    .skipLocked()
    .execute();
  const { all } = await db
    .selectFrom("edits")
    .select((select) => select.fn.countAll<string>().as("all"))
    .where("rootId", "=", rootId)
    .executeTakeFirstOrThrow();
  return rows.length === Number(all) ? rows.map((row) => row.id) : [];
}

/** Deletes every row of a chain that is locked, and its picture's count of numbers with the last of its chains. */
export async function deleteChain(db: Db, rootId: string): Promise<void> {
  const pictures = await picturesOf(db, rootId).execute();
  await db.deleteFrom("edits").where("rootId", "=", rootId).execute();
  for (const { id } of pictures)
    await db
      .deleteFrom("pictures")
      .where("id", "=", id)
      .where((is) => is.not(is.exists(is.selectFrom("edits").select("id").where("pictureId", "=", id))))
      .execute();
}

/** The picture that a chain is of. */
const picturesOf = (db: Db, rootId: string) =>
  db
    .selectFrom("pictures")
    .select("id")
    .where("id", "in", (select) => select.selectFrom("edits").select("pictureId").where("rootId", "=", rootId));
