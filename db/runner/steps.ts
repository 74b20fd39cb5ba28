import { sql } from "kysely";
import type { Db } from "../client";

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
