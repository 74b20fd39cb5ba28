import { sql } from "kysely";
import { UNFINISHED_STATUSES, type UnfinishedStatus } from "@/lib/lifecycle";
import type { Db } from "../client";
import { staleSecondsOf } from "./edit-runs";

// What an operator watches, for all processes at once. Each of these looks at what is open, by an index of its own, so
// that it takes as long with ten million edits as with ten; the sum of what is stored is the one that does not.

export type UnfinishedCount = { status: UnfinishedStatus; count: number; oldestSeconds: number; stuck: number };

/** How many edits are in each state that is not final, and for how long the oldest has been in it. */
export async function countUnfinished(db: Db): Promise<UnfinishedCount[]> {
  const stale = staleSecondsOf(sql`status`, UNFINISHED_STATUSES);
  const rows = await db
    .selectFrom("edits")
    .select([
      sql<UnfinishedStatus>`status`.as("status"),
      sql<number>`count(*)::int`.as("count"),
      sql<number>`extract(epoch from now() - min(stage_started_at))::float8`.as("oldestSeconds"),
      sql<number>`(count(*) filter (where greatest(heartbeat_at, stage_started_at)
        < now() - make_interval(secs => ${stale})))::int`.as("stuck"),
    ])
    .where("status", "in", UNFINISHED_STATUSES)
    .groupBy("status")
    .execute();
  return rows;
}

export type EditorQueue = { editor: string; open: number; waiting: number; oldestSeconds: number };

/** For each editor with open attempts: how many have been sent, how many wait for a slot, and how long the first of them has. */
export async function countQueues(db: Db): Promise<EditorQueue[]> {
  return db
    .selectFrom("editAttempts")
    .select([
      "editor",
      sql<number>`(count(*) filter (where sent_at is not null and task_state is null))::int`.as("open"),
      sql<number>`(count(*) filter (where sent_at is null and waiting_since is not null))::int`.as("waiting"),
      sql<number>`coalesce(extract(epoch from now() - min(waiting_since) filter (where sent_at is null)), 0)::float8`.as(
        "oldestSeconds",
      ),
    ])
    .where("outcome", "is", null)
    .groupBy("editor")
    .execute();
}

/** A paid result is judged and stored in less; what lies longer waits for the store. */
const PARKED_SECONDS = 60;

/**
 * Events that are still to be taken, and paid results that wait for the store: of edits that are not over, for longer
 * than a minute. Those of failed edits are only kept, for a check.
 */
export async function countBacklog(db: Db): Promise<{ outbox: number; parked: number }> {
  return db
    .selectNoFrom((from) => [
      from
        .selectFrom("outbox")
        .select(sql<number>`count(*)::int`.as("count"))
        .where("dueAt", "is not", null)
        .$asScalar()
        .$notNull()
        .as("outbox"),
      from
        .selectFrom("parkedResults")
        .innerJoin("edits", "edits.id", "parkedResults.editId")
        .select(sql<number>`count(*)::int`.as("count"))
        .where("edits.status", "in", UNFINISHED_STATUSES)
        .where("parkedResults.createdAt", "<", sql<Date>`now() - make_interval(secs => ${PARKED_SECONDS})`)
        .$asScalar()
        .$notNull()
        .as("parked"),
    ])
    .executeTakeFirstOrThrow();
}

/**
 * Bytes of what people sent and of what was made of it. A follow-up shows its parent's result, which is counted once.
 * Reads every row: a second for a million edits, so ask seldom.
 */
export async function sumStoredBytes(db: Db): Promise<{ original: number; result: number }> {
  const row = await db
    .selectFrom("edits")
    .select([
      sql<string>`coalesce(sum(original_size) filter (where parent_id is null), 0)`.as("original"),
      sql<string>`coalesce(sum(result_size), 0)`.as("result"),
    ])
    .where("deletedAt", "is", null)
    .executeTakeFirstOrThrow();
  return { original: Number(row.original), result: Number(row.result) };
}
