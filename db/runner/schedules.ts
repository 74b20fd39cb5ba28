import { sql } from "kysely";
import type { Db } from "../client";

/** The database's own time. */
export async function readDatabaseTime(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db);
  return rows[0]?.now ?? new Date(Number.NaN);
}

/** Begins to follow a cron trigger: slots count from now on. One that is known keeps its place. */
export async function insertRunnerSchedule(db: Db, functionId: string, cron: string): Promise<void> {
  await db
    .insertInto("runnerSchedules")
    .values({ functionId, cron, lastSlot: sql<Date>`now()` })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes a slot of a cron trigger; false when it, or a later one, is already taken. */
export async function takeRunnerSlot(db: Db, functionId: string, cron: string, slot: Date): Promise<boolean> {
  const row = await db
    .updateTable("runnerSchedules")
    .set({ lastSlot: slot })
    .where("functionId", "=", functionId)
    .where("cron", "=", cron)
    .where("lastSlot", "<", slot)
    .returning("functionId")
    .executeTakeFirst();
  return row !== undefined;
}
