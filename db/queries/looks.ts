import { sql } from "kysely";
import { UNFINISHED_STATUSES } from "@/lib/lifecycle";
import type { Db } from "../client";
import { ALL } from "./spend";

/**
 * What of the sweeper's may still come: whether an edit is unfinished or waits to be sent, and the age in
 * seconds of the oldest picture that no row refers to yet; null: there is none.
 */
export async function findOpenWork(db: Db): Promise<{ edits: boolean; pictureAge: number | null }> {
  const row = await db
    .selectNoFrom((from) => [
      from
        .or([
          from.exists(from.selectFrom("edits").select("id").where("status", "in", UNFINISHED_STATUSES)),
          from.exists(from.selectFrom("outbox").select("editId").where("dueAt", "is not", null)),
        ])
        .$castTo<boolean>()
        .as("edits"),
      from
        .selectFrom("blobIntents")
        .select(sql<number | null>`extract(epoch from now() - min(created_at))::float8`.as("age"))
        .as("pictureAge"),
    ])
    .executeTakeFirstOrThrow();
  return { edits: row.edits, pictureAge: row.pictureAge };
}

/** The sweeper has run just now, carried out by what carries out runs. */
export async function noteSweep(db: Db): Promise<void> {
  await db
    .insertInto("looks")
    .values({ name: "sweep", lookedAt: sql<Date>`now()` })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ lookedAt: sql<Date>`now()` }))
    .execute();
}

/**
 * Whether runs are carried out, by what they leave behind: the age in seconds of the sweeper's last run (null: there was
 * none yet), and whether an edit has waited for more than `seconds` while none at all has begun.
 */
export async function findSignsOfRuns(
  db: Db,
  seconds: number,
): Promise<{ sweepAge: number | null; waitsInVain: boolean }> {
  const before = sql<Date>`now() - make_interval(secs => ${seconds}::int)`;
  const row = await db
    .selectNoFrom((from) => [
      from
        .selectFrom("looks")
        .select(sql<number>`extract(epoch from now() - looked_at)::float8`.as("age"))
        .where("name", "=", "sweep")
        .as("sweepAge"),
      from
        .and([
          from.exists(
            from.selectFrom("edits").select("id").where("status", "=", "pending").where("stageStartedAt", "<", before),
          ),
          from.not(from.exists(from.selectFrom("edits").select("id").where("enhancingStartedAt", ">", before))),
        ])
        .$castTo<boolean>()
        .as("waitsInVain"),
    ])
    .executeTakeFirstOrThrow();
  return { sweepAge: row.sweepAge, waitsInVain: row.waitsInVain };
}

/**
 * Seconds until the first row that is kept for a time has had it; null: there is none. What each kind is kept
 * for is what deletes it, in the queries beside this one. `spendDays`, `parkedHours`: what their callers say.
 */
export async function secondsToExpiry(
  db: Db,
  { spendDays, parkedHours }: { spendDays: number; parkedHours: number },
): Promise<number | null> {
  const row = await db
    .selectNoFrom((from) => [
      sql<number | null>`extract(epoch from least(
        ${from.selectFrom("chains").select(sql`min(expires_at)`.as("at"))},
        ${from.selectFrom("uploads").select(sql`min(expires_at) + interval '1 hour'`.as("at"))},
        ${from.selectFrom("shares").select(sql`min(expires_at)`.as("at"))},
        ${from.selectFrom("ownerLinks").select(sql`min(expires_at)`.as("at"))},
        ${from.selectFrom("idempotencyKeys").select(sql`min(created_at) + interval '1 day'`.as("at"))},
        ${from.selectFrom("parkedResults").select(sql`min(created_at) + make_interval(hours => ${parkedHours}::int)`.as("at"))},
        (${from.selectFrom("clientSalts").select(sql`min(day) + 2`.as("at"))})::timestamp at time zone 'utc',
        (${from
          .selectFrom("spend")
          .select(sql`min(day) + 2`.as("at"))
          .where("scope", "<>", ALL)})::timestamp at time zone 'utc',
        (${from.selectFrom("spend").select(sql`min(day) + ${spendDays}::int + 1`.as("at"))})::timestamp at time zone 'utc'
      ) - now())::float8`.as("seconds"),
    ])
    .executeTakeFirstOrThrow();
  return row.seconds;
}
