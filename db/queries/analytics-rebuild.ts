import { sql } from "kysely";
import type { Db } from "../client";

/** Edits, or pictures, that are counted anew while others wait to be counted. */
const BATCH = 2_000;

/**
 * Counts anew: facts of all edits that there are, then every sum from the facts. Edits that are over and deleted keep
 * their facts. While it runs an edit may end: it waits for the batch, or for the day that is added up, and is counted
 * once. Cut off in the middle, sums are only right after it has run to its end.
 * @param schema in which the tables are.
 * @param batch how many edits or pictures are counted while others wait.
 * @returns how many facts and days there are.
 */
export async function rebuildAnalytics(
  db: Db,
  schema: string,
  batch: number = BATCH,
): Promise<{ facts: number; days: number }> {
  // Whoever counts an edit holds its picture's row first: nobody else counts until the transaction ends.
  const alone = <T>(work: (tx: Db) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (tx) => {
      await sql`lock table ${sql.id(schema, "picture_facts")} in exclusive mode`.execute(tx);
      return work(tx);
    });
  const call = (name: string, ...given: unknown[]) =>
    sql<{ answer: string | null }>`select ${sql.id(schema, name)}(${sql.join(given)})::text as answer`;
  const inBatches = async (count: (tx: Db, after: string) => Promise<string | null>): Promise<void> => {
    for (let after: string | null = "00000000-0000-0000-0000-000000000000"; after !== null;) {
      const last: string = after;
      after = await alone((tx) => count(tx, last));
    }
  };
  await inBatches(async (tx, after) => {
    const { rows } = await call("analytics_count_facts", sql`${after}::uuid`, sql`${batch}::int`).execute(tx);
    return rows[0]?.answer ?? null;
  });
  await inBatches((tx, after) => countPictures(tx, after, batch));
  const days = await countedDays(db);
  for (const day of days) await alone((tx) => call("analytics_count_day", sql`${day}::date`).execute(tx));
  const { facts } = await db
    .selectFrom("editFacts")
    .select((select) => select.fn.countAll<string>().as("facts"))
    .executeTakeFirstOrThrow();
  return { facts: Number(facts), days: days.length };
}

/** Counts the next pictures by their ids from their facts, and answers the last of them; `null`: there are no more. */
async function countPictures(tx: Db, after: string, most: number): Promise<string | null> {
  const some = (table: "editFacts" | "pictureFacts") =>
    tx
      .selectFrom((from) =>
        from
          .selectFrom(table)
          .select("pictureId")
          .distinct()
          .where("pictureId", ">", after)
          .orderBy("pictureId")
          .limit(most)
          .as("some"),
      )
      .select("pictureId");
  const next = await tx
    .selectFrom(some("editFacts").union(some("pictureFacts")).orderBy("pictureId").limit(most).as("next"))
    .select("pictureId")
    .orderBy("pictureId", "desc")
    .limit(1)
    .executeTakeFirst();
  if (next === undefined) return null;
  const last = next.pictureId;
  await tx.deleteFrom("pictureFacts").where("pictureId", ">", after).where("pictureId", "<=", last).execute();
  await tx
    .insertInto("pictureFacts")
    .columns(["pictureId", "day", "edits", "firstAt", "lastAt"])
    .expression((from) =>
      from
        .selectFrom("editFacts")
        .select([
          "pictureId",
          sql<string>`(min(asked_at) at time zone 'utc')::date`.as("day"),
          sql<number>`count(*)`.as("edits"),
          sql<Date>`min(asked_at)`.as("firstAt"),
          sql<Date>`max(ended_at)`.as("lastAt"),
        ])
        .where("pictureId", ">", after)
        .where("pictureId", "<=", last)
        .groupBy("pictureId"),
    )
    .execute();
  return last;
}

/** Every day of which there is a fact or a sum, right or wrong. */
async function countedDays(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom("editFacts")
    .select("day")
    .union(db.selectFrom("analyticsUsage").select("day"))
    .union(db.selectFrom("analyticsTimes").select("day"))
    .union(db.selectFrom("analyticsKinds").select("day"))
    .union(db.selectFrom("analyticsWords").select("day"))
    .union(db.selectFrom("analyticsSessions").select("day"))
    .union(
      db
        .selectFrom("pictureFacts")
        .select((select) => select.ref("day").$notNull().as("day"))
        .where("day", "is not", null),
    )
    .orderBy("day")
    .execute();
  return rows.map(({ day }) => day);
}
