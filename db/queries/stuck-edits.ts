import { sql } from "kysely";
import type { Db } from "../client";
import { staleSecondsOf } from "./edit-runs";
import { type EditStatus, STAGE_STATUSES, UNFINISHED_STATUSES } from "@/lib/lifecycle";

/** Of an unfinished edit: what its time is measured by. */
export type EditAge = {
  status: EditStatus;
  /** Since it was asked for; of one that had failed, since it came to its present state. */
  ageSeconds: number;
};

/** The age of a row of `edits`. */
export const EDIT_AGE = sql<number>`extract(epoch from now() - case edits.replays when 0 then edits.created_at
  else edits.stage_started_at end)::float8`;

/**
 * Takes an unfinished edit from a run that is known to be dead, for the next to claim at once.
 * @returns its age; `null` when it is over, or no longer that run's.
 */
export async function releaseEdit(db: Db, at: { id: string; runId: string }): Promise<EditAge | null> {
  const row = await db
    .updateTable("edits")
    .set({ runId: null, heartbeatAt: sql<Date>`'epoch'::timestamptz` })
    .where("id", "=", at.id)
    .where("runId", "=", at.runId)
    .where("status", "in", STAGE_STATUSES)
    .returning(["status", EDIT_AGE.as("ageSeconds")])
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Unfinished edits that no run seems to care for: no heartbeat for their state's time. That of a pending
 * one counts from the last dispatch and doubles with each up to sixteen times, of others up to four times: a long queue
 * is not made longer by its own length.
 */
export async function findStuckEdits(db: Db, limit: number): Promise<Array<EditAge & { id: string }>> {
  const stale = sql<number>`${staleSecondsOf(sql`edits.status`, UNFINISHED_STATUSES)}
    * (1 << least(outbox.dispatch - 1, case edits.status when 'pending' then 4 else 2 end))`;
  return db
    .selectFrom("edits")
    .innerJoin("outbox", "outbox.editId", "edits.id")
    .select(["edits.id", "edits.status", EDIT_AGE.as("ageSeconds")])
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
