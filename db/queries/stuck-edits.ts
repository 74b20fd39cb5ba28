import { sql } from "kysely";
import type { Db } from "../client";
import { staleSecondsOf } from "./edit-runs";
import { STAGE_STATUSES, UNFINISHED_STATUSES } from "@/lib/lifecycle";

/**
 * Takes an unfinished edit from a run that is known to be dead, for the next to claim at once.
 * @returns its age in seconds; `null` when it is over, or no longer that run's.
 */
export async function releaseEdit(db: Db, at: { id: string; runId: string }): Promise<number | null> {
  const row = await db
    .updateTable("edits")
    .set({ runId: null, heartbeatAt: sql<Date>`'epoch'::timestamptz` })
    .where("id", "=", at.id)
    .where("runId", "=", at.runId)
    .where("status", "in", STAGE_STATUSES)
    .returning(sql<number>`extract(epoch from now() - created_at)::float8`.as("ageSeconds"))
    .executeTakeFirst();
  return row?.ageSeconds ?? null;
}

/** Keeps a failed edit as it is until the transaction ends; false when it is not failed, or gone. */
export async function lockFailedEdit(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom("edits")
    .select("id")
    .where("id", "=", id)
    .where("status", "=", "failed")
    .where("deletedAt", "is", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a failed edit back to where it waited for its provider, free for the next run to claim. */
export async function reopenEdit(db: Db, id: string): Promise<void> {
  await db
    .updateTable("edits")
    .set({
      status: "processing_image",
      replays: sql<number>`replays + 1`,
      runId: null,
      stageStartedAt: sql<Date>`now()`,
      heartbeatAt: sql<Date>`'epoch'::timestamptz`,
      errorCode: null,
      errorDetail: null,
      suggestions: [],
      retryable: false,
      finishedAt: null,
    })
    .where("id", "=", id)
    .where("status", "=", "failed")
    .execute();
}

/**
 * Unfinished edits that no run seems to care for: no heartbeat for their state's time. That of a pending
 * one counts from the last dispatch and doubles with each up to sixteen times, of others up to four times: a long queue
 * is not made longer by its own length.
 */
export async function findStuckEdits(db: Db, limit: number): Promise<Array<{ id: string; ageSeconds: number }>> {
  const stale = sql<number>`${staleSecondsOf(sql`edits.status`, UNFINISHED_STATUSES)}
    * (1 << least(outbox.dispatch - 1, case edits.status when 'pending' then 4 else 2 end))`;
  return db
    .selectFrom("edits")
    .innerJoin("outbox", "outbox.editId", "edits.id")
    .select(["edits.id", sql<number>`extract(epoch from now() - edits.created_at)::float8`.as("ageSeconds")])
    .where("edits.status", "in", UNFINISHED_STATUSES)
    .where("outbox.dueAt", "is", null)
    .where(
      sql<Date>`greatest(edits.heartbeat_at, edits.stage_started_at, outbox.sent_at)`,
      "<",
      sql<Date>`now() - make_interval(secs => ${stale})`,
    )
    .orderBy("edits.stageStartedAt")
    .limit(limit)
    .execute();
}
