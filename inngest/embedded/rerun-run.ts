import { randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import { insertRunnerJob } from "@/db/runner/jobs";
import { insertRunnerRun, readRunnerRun } from "@/db/runner/runs";
import { insertRunnerStep, listRunnerSteps } from "@/db/runner/steps";

/**
 * Runs a function again for the event of an earlier run, as a new run; answers its id.
 * @param fromStep id of the step to begin with: what finished before it is not done again. Left out: from the start.
 * @throws when there is no such run (runs are kept for some days) or it did not get to that step.
 */
export async function rerunRun(db: Db, runId: string, fromStep?: string): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const run = await readRunnerRun(tx, runId);
    if (run === null) throw new Error(`There is no run ${runId}`);
    const steps = await listRunnerSteps(tx, runId);
    const until = fromStep === undefined ? 0 : steps.findIndex(({ id, name }) => name === fromStep || id === fromStep);
    if (until === -1) throw new Error(`Run ${runId} has no finished step ${fromStep}`);

    const id = randomUUID();
    await insertRunnerRun(tx, { id, functionId: run.functionId, event: run.event, replayOf: runId });
    for (const step of steps.slice(0, until)) await insertRunnerStep(tx, id, step);
    await insertRunnerJob(tx, { runId: id, functionId: run.functionId });
    return id;
  });
}
