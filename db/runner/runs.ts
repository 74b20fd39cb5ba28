import { sql } from "kysely";
import type { Db } from "../client";
import type { RunnerRunStatus } from "./tables";

/** An event as its functions see it. `ts`: Unix time in milliseconds, by the sender's clock. */
export type RunnerEvent = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  [more: string]: unknown;
};

/** Stores an event; false when one with this id is already there. */
export async function insertRunnerEvent(db: Db, event: RunnerEvent): Promise<boolean> {
  const row = await db
    .insertInto("runnerEvents")
    .values({ id: event.id, name: event.name, data: JSON.stringify(event.data), ts: new Date(event.ts) })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets events that came in more than `hours` ago: from then on their ids count as new. */
export async function pruneRunnerEvents(db: Db, hours: number): Promise<void> {
  await db
    .deleteFrom("runnerEvents")
    .where("receivedAt", "<", sql<Date>`now() - ${hours} * interval '1 hour'`)
    .execute();
}

/** A run of one function for one event. */
export type RunnerRun = {
  id: string;
  functionId: string;
  event: RunnerEvent;
  status: RunnerRunStatus;
  /** For whom it is; null: for nobody in particular. */
  share: string | null;
};

type NewRun = Omit<RunnerRun, "status"> & { replayOf?: string };

/** Stores a run; false when this function already has one for this event, replays apart. */
export async function insertRunnerRun(db: Db, run: NewRun): Promise<boolean> {
  const row = await db
    .insertInto("runnerRuns")
    .values({
      id: run.id,
      functionId: run.functionId,
      eventId: run.event.id,
      event: JSON.stringify(run.event),
      replayOf: run.replayOf ?? null,
      share: run.share,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Of these values of one field of an event, those for which a run is not over and has its place in the queue, or is being
 * worked on: whatever it waits for, it is not lost.
 */
export async function findQueuedRuns(
  db: Db,
  { event, field, values }: { event: string; field: string; values: readonly string[] },
): Promise<Set<string>> {
  if (values.length === 0) return new Set();
  const value = sql<string>`runner_runs.event -> 'data' ->> ${field}`;
  const rows = await db
    .selectFrom("runnerRuns")
    .innerJoin("runnerJobs", "runnerJobs.runId", "runnerRuns.id")
    .select(value.as("value"))
    .distinct()
    .where("runnerRuns.status", "=", "running")
    .where(sql<string>`runner_runs.event ->> 'name'`, "=", event)
    .where(value, "in", values)
    .execute();
  return new Set(rows.map((row) => row.value));
}

/** A run by its id, or null. */
export async function readRunnerRun(db: Db, id: string): Promise<RunnerRun | null> {
  const row = await db
    .selectFrom("runnerRuns")
    .select(["id", "functionId", "event", "status", "share"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, event: row.event as RunnerEvent };
}

/** Locks a run until the transaction ends. Always taken before the run's jobs, so that nobody waits in a circle. */
export async function lockRunnerRun(db: Db, id: string): Promise<RunnerRun | null> {
  const row = await db
    .selectFrom("runnerRuns")
    .select(["id", "functionId", "event", "status", "share"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : { ...row, event: row.event as RunnerEvent };
}

/** The running runs of one function with their events. */
export async function listRunningRuns(db: Db, functionId: string): Promise<RunnerRun[]> {
  const rows = await db
    .selectFrom("runnerRuns")
    .select(["id", "functionId", "event", "status", "share"])
    .where("functionId", "=", functionId)
    .where("status", "=", "running")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, event: row.event as RunnerEvent }));
}

/** How a run ended; `output` and `error` as JSON text. */
export type RunEnd = { status: "completed" | "failed" | "canceled"; output?: string; error?: string };

/** Ends a run that is still running; false when it had already ended. */
export async function endRunnerRun(db: Db, id: string, end: RunEnd): Promise<boolean> {
  const row = await db
    .updateTable("runnerRuns")
    .set({ status: end.status, output: end.output ?? null, error: end.error ?? null, finishedAt: sql<Date>`now()` })
    .where("id", "=", id)
    .where("status", "=", "running")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Deletes runs that ended more than `hours` ago, with their steps. */
export async function pruneRunnerRuns(db: Db, hours: number): Promise<void> {
  await db
    .deleteFrom("runnerRuns")
    .where("finishedAt", "<", sql<Date>`now() - ${hours} * interval '1 hour'`)
    .execute();
}

/** What a finished step left: its result, its error, or (a sleep) nothing. */
type StepState = { type: "data"; data: unknown } | { type: "error"; error: unknown } | null;

export type RunnerStep = { id: string; name: string; state: StepState };

/** Remembers a step of a run whose lock is held, after those that finished before it. A repeat changes nothing. */
export async function insertRunnerStep(db: Db, runId: string, step: RunnerStep): Promise<void> {
  await db
    .insertInto("runnerSteps")
    .values((from) => ({
      runId,
      id: step.id,
      // PostgreSQL's text holds no NUL.
      name: step.name.replaceAll("\0", ""),
      position: from
        .selectFrom("runnerSteps as before")
        .select(sql<number>`coalesce(max(before.position) + 1, 0)`.as("position"))
        .where("before.runId", "=", runId),
      state: JSON.stringify(step.state),
    }))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The finished steps of a run in the order in which they finished. */
export async function listRunnerSteps(db: Db, runId: string): Promise<RunnerStep[]> {
  const rows = await db
    .selectFrom("runnerSteps")
    .select(["id", "name", "state"])
    .where("runId", "=", runId)
    .orderBy("position")
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as StepState }));
}
