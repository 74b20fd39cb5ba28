import { type RawBuilder, sql } from "kysely";
import type { Db } from "../client";
import { takeTurn } from "../queries/turns";

/** A claimed job: one call of a function (`call`), or the end of a sleep beside other steps (`sleep`). */
export type RunnerJob = {
  id: string;
  runId: string;
  functionId: string;
  kind: "call" | "sleep";
  /** `step`: go on with the run; anything else: run this one of several planned steps. */
  stepId: string;
  /** Failed attempts at this step before this one. */
  attempt: number;
  /** How often a process died in it. */
  deaths: number;
};

type NewJob = Pick<RunnerJob, "runId" | "functionId"> &
  Partial<Pick<RunnerJob, "kind" | "stepId" | "attempt" | "deaths">> & { delayMs?: number };

const inMs = (ms: number): RawBuilder<Date> => sql<Date>`now() + ${ms} * interval '1 millisecond'`;

/**
 * Adds a job that is due in `delayMs` milliseconds (at once when left out) by the database's clock. One
 * that is due at once takes the place of its run in the queue: runs that began are ended before others begin.
 */
export async function insertRunnerJob(db: Db, { delayMs = 0, ...job }: NewJob): Promise<void> {
  await db
    .insertInto("runnerJobs")
    .values((from) => ({
      ...job,
      dueAt:
        delayMs > 0
          ? inMs(delayMs)
          : from
              .selectFrom("runnerRuns")
              .select(sql<Date>`least(now(), created_at)`.as("dueAt"))
              .where("id", "=", job.runId),
      share: from.selectFrom("runnerRuns").select("share").where("id", "=", job.runId),
    }))
    .execute();
}

/** A job that may be taken, and for whom it is. */
export type DueJob = Pick<RunnerJob, "id" | "functionId" | "deaths"> & { share: string | null };

/**
 * The job that is next of these functions, of those that nobody works on: of whom the fewest jobs are being worked on,
 * and that has been due longest. `deaths` counts an expired lease.
 */
export async function peekRunnerJob(db: Db, functionIds: readonly string[]): Promise<DueJob | null> {
  if (functionIds.length === 0) return null;
  const row = await db
    .with("live", (from) =>
      from
        .selectFrom("runnerJobs")
        .select((has) => ["functionId", "share", has.fn.countAll<string>().as("jobs")])
        .where("owner", "is not", null)
        .where("leaseUntil", ">=", sql<Date>`now()`)
        .groupBy(["functionId", "share"]),
    )
    .selectFrom("runnerJobs as job")
    .leftJoin("live", (join) =>
      join
        .onRef("live.functionId", "=", "job.functionId")
        .on(sql<boolean>`${sql.ref("live.share")} is not distinct from ${sql.ref("job.share")}`),
    )
    .select(["job.id", "job.functionId", "job.share"])
    .select(sql<number>`job.deaths + (job.owner is not null)::integer`.as("deaths"))
    .where("job.dueAt", "<=", sql<Date>`now()`)
    .where((is) => is.or([is("job.owner", "is", null), is("job.leaseUntil", "<", sql<Date>`now()`)]))
    .where("job.functionId", "in", functionIds)
    .orderBy(sql`coalesce(${sql.ref("live.jobs")}, 0)`)
    .orderBy("job.dueAt")
    .orderBy("job.id")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Takes a job under a lease; null when somebody else was faster. An expired lease counts as a death of its holder. */
export async function takeRunnerJob(db: Db, id: string, owner: string, leaseMs: number): Promise<RunnerJob | null> {
  const row = await db
    .updateTable("runnerJobs")
    .set({ owner, leaseUntil: inMs(leaseMs), deaths: sql<number>`deaths + (owner is not null)::integer` })
    .where("id", "=", id)
    .where((is) => is.or([is("owner", "is", null), is("leaseUntil", "<", sql<Date>`now()`)]))
    .returning(["id", "runId", "functionId", "kind", "stepId", "attempt", "deaths"])
    .executeTakeFirst();
  return row ?? null;
}

/** Makes every process wait its turn to claim jobs of this function, until the transaction ends. */
export async function lockRunnerFunction(db: Db, functionId: string): Promise<void> {
  await takeTurn(db, `runner:${functionId}`);
}

/** How many jobs of this function are being worked on for this share, by any process. */
export async function countLiveJobs(db: Db, functionId: string, share: string | null): Promise<number> {
  const row = await db
    .selectFrom("runnerJobs")
    .select((count) => count.fn.countAll<string>().as("live"))
    .where("functionId", "=", functionId)
    .where("share", "is not distinct from", share)
    .where("owner", "is not", null)
    .where("leaseUntil", ">=", sql<Date>`now()`)
    .executeTakeFirstOrThrow();
  return Number(row.live);
}

/** Keeps these claims for another `leaseMs`. */
export async function renewRunnerLeases(db: Db, owners: readonly string[], leaseMs: number): Promise<void> {
  if (owners.length === 0) return;
  await db
    .updateTable("runnerJobs")
    .set({ leaseUntil: inMs(leaseMs) })
    .where("owner", "in", owners)
    .execute();
}

/** Hands these claims back, as if they had never been taken. */
export async function releaseRunnerJobs(db: Db, owners: readonly string[]): Promise<void> {
  if (owners.length === 0) return;
  await db.updateTable("runnerJobs").set({ owner: null, leaseUntil: null }).where("owner", "in", owners).execute();
}

/**
 * Ends every lease of a process that is known to be dead; each counts as a death. The jobs are due within `spreadMs`,
 * at random, so that a step which kills its process does not always take the same neighbours with it.
 */
export async function expireAllLeases(db: Db, spreadMs: number): Promise<void> {
  await db
    .updateTable("runnerJobs")
    .set({
      owner: null,
      leaseUntil: null,
      deaths: sql<number>`deaths + 1`,
      dueAt: sql<Date>`now() + random() * ${spreadMs} * interval '1 millisecond'`,
    })
    .where("owner", "is not", null)
    .execute();
}

/** The fence: deletes a job if this claim still holds it; false when it was taken over, handed back or dropped. */
export async function deleteClaimedJob(db: Db, id: string, owner: string): Promise<boolean> {
  const row = await db
    .deleteFrom("runnerJobs")
    .where("id", "=", id)
    .where("owner", "=", owner)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether this claim still holds a job, which stays so until the transaction ends. */
export async function holdsRunnerJob(db: Db, id: string, owner: string): Promise<boolean> {
  const row = await db
    .selectFrom("runnerJobs")
    .select("id")
    .where("id", "=", id)
    .where("owner", "=", owner)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Drops what a run that ended had still to do. */
export async function deleteJobsOfRun(db: Db, runId: string): Promise<void> {
  await db.deleteFrom("runnerJobs").where("runId", "=", runId).execute();
}

/** Whether anything is left to do for a run. */
export async function hasRunnerJobs(db: Db, runId: string): Promise<boolean> {
  const row = await db.selectFrom("runnerJobs").select("id").where("runId", "=", runId).limit(1).executeTakeFirst();
  return row !== undefined;
}
