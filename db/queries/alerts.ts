import { type Selectable, sql } from "kysely";
import type { RunErrorCode } from "@/lib/errors";
import type { Db } from "../client";
import type { AlertsTable } from "../operator-tables";

export type EndedCount = { code: RunErrorCode | null; count: number };

/** How the edits ended that did so within so many minutes: completed (`null`), or with which code. */
export async function countEnded(db: Db, minutes: number): Promise<EndedCount[]> {
  return db
    .selectFrom("edits")
    .select(["errorCode as code", sql<number>`count(*)::int`.as("count")])
    .where("status", "in", ["completed", "failed"])
    .where("finishedAt", ">", sql<Date>`now() - make_interval(mins => ${minutes}::int)`)
    .groupBy("errorCode")
    .execute();
}

export type AlertRow = Selectable<AlertsTable>;

/** Writes down what holds now: what is there already was seen again, and is not over. */
export async function noteAlerts(
  db: Db,
  found: ReadonlyArray<Pick<AlertRow, "rule" | "subject" | "detail">>,
): Promise<void> {
  if (found.length === 0) return;
  await db
    .insertInto("alerts")
    .values([...found])
    .onConflict((conflict) =>
      conflict.columns(["rule", "subject"]).doUpdateSet({ seenAt: sql<Date>`now()`, overAt: null }),
    )
    .execute();
}

/**
 * Ends what was not seen to hold for so many minutes: what comes and goes is one thing. What nobody was told of goes
 * without a word.
 */
export async function endAlerts(db: Db, quietMinutes: number): Promise<void> {
  const quiet = sql<Date>`now() - make_interval(mins => ${quietMinutes}::int)`;
  await db.deleteFrom("alerts").where("toldAt", "is", null).where("seenAt", "<", quiet).execute();
  await db
    .updateTable("alerts")
    .set({ overAt: sql<Date>`now()`, triedAt: null })
    .where("overAt", "is", null)
    .where("seenAt", "<", quiet)
    .execute();
}

/**
 * Takes what is to be told, for this process alone: one that dies in the middle of it leaves it to others after so many
 * seconds. What is over comes with `overAt`.
 */
export async function takeUntold(db: Db, againSeconds: number): Promise<AlertRow[]> {
  return db
    .updateTable("alerts")
    .set({ triedAt: sql<Date>`now()` })
    .where((where) => where.or([where("toldAt", "is", null), where("overAt", "is not", null)]))
    .where((where) =>
      where.or([
        where("triedAt", "is", null),
        where("triedAt", "<", sql<Date>`now() - make_interval(secs => ${againSeconds}::int)`),
      ]),
    )
    .returningAll()
    .execute();
}

/** What was taken is told: that it holds, or that it is over, and then it is forgotten. */
export async function markTold(db: Db, { rule, subject, overAt }: AlertRow): Promise<void> {
  if (overAt === null) {
    const told = { toldAt: sql<Date>`now()` };
    await db.updateTable("alerts").set(told).where("rule", "=", rule).where("subject", "=", subject).execute();
    return;
  }
  const { numDeletedRows } = await db
    .deleteFrom("alerts")
    .where("rule", "=", rule)
    .where("subject", "=", subject)
    .where("overAt", "is not", null)
    .executeTakeFirst();
  if (numDeletedRows > 0n) return;
  // It began again while it was told to be over: that is to be told anew.
  const untold = { toldAt: null, triedAt: null };
  await db.updateTable("alerts").set(untold).where("rule", "=", rule).where("subject", "=", subject).execute();
}
