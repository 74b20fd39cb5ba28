import { sql } from "kysely";
import type { Db } from "../client";
import type { ReportsTable } from "../operator-tables";

/** Keeps a report, unless this client has one open of the same edit: false. */
export async function insertReport(
  db: Db,
  report: Pick<ReportsTable, "id" | "editId" | "reason" | "words" | "clientHash">,
): Promise<boolean> {
  const result = await db
    .insertInto("reports")
    .values(report)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Reported edits that nobody has decided on, those that are reported most often first. */
export async function findOpenReports(db: Db, limit: number) {
  return db
    .selectFrom("reports")
    .select([
      "editId",
      sql<number>`count(*)::int`.as("times"),
      sql<string[]>`array_agg(distinct reason order by reason)`.as("reasons"),
      sql<number>`count(words)::int`.as("written"),
      sql<Date>`min(created_at)`.as("since"),
    ])
    .where("decision", "is", null)
    .groupBy("editId")
    .orderBy("times", "desc")
    .orderBy("since")
    .limit(limit)
    .execute();
}

/** What people wrote in the open reports of an edit, the oldest first. */
export async function findReportWords(db: Db, editId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("reports")
    .select("words")
    .where("editId", "=", editId)
    .where("decision", "is", null)
    .orderBy("createdAt")
    .limit(100)
    .execute();
  return [...new Set(rows.flatMap(({ words }) => words ?? []))];
}

/** How many edits wait for a decision. */
export async function countOpenReports(db: Db): Promise<number> {
  const row = await db
    .selectFrom("reports")
    .select(sql<number>`count(distinct edit_id)::int`.as("count"))
    .where("decision", "is", null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Decides all open reports of an edit; what people wrote is forgotten. Answers how many there were. */
export async function decideReports(db: Db, editId: string, decision: "taken_down" | "dismissed"): Promise<number> {
  const result = await db
    .updateTable("reports")
    .set({ decision, decidedAt: sql<Date>`now()`, words: null })
    .where("editId", "=", editId)
    .where("decision", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/**
 * Marks an edit as taken down, and its pictures and open shared pages with it. False when it was already, or never was
 * there.
 * @param keys of every picture that it could have.
 */
export async function markTakenDown(db: Db, editId: string, keys: readonly string[]): Promise<boolean> {
  const result = await db
    .updateTable("edits")
    .set({ takenDownAt: sql<Date>`now()` })
    .where("id", "=", editId)
    .where("takenDownAt", "is", null)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await db
    .insertInto("takenDownShares")
    .columns(["keyHash", "editId"])
    .expression((from) => from.selectFrom("shares").select(["keyHash", "editId"]).where("editId", "=", editId))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto("takenDownPictures")
    .values(keys.map((key) => ({ key, editId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

/** Whether an edit was taken down by the operator. */
export async function isTakenDown(db: Db, editId: string): Promise<boolean> {
  const row = await db.selectFrom("edits").select("takenDownAt").where("id", "=", editId).executeTakeFirst();
  return row?.takenDownAt != null;
}

/** Whether what a shared page showed was taken down. */
export async function isShareTakenDown(db: Db, keyHash: string): Promise<boolean> {
  const row = await db.selectFrom("takenDownShares").select("editId").where("keyHash", "=", keyHash).executeTakeFirst();
  return row !== undefined;
}

/** Whether a picture was one of an edit that was taken down. */
export async function isPictureTakenDown(db: Db, key: string): Promise<boolean> {
  const row = await db.selectFrom("takenDownPictures").select("editId").where("key", "=", key).executeTakeFirst();
  return row !== undefined;
}
