import { z } from "zod";
import { holdsRunnerJob } from "@/db/runner/jobs";
import { insertRunnerStep, lockRunnerRun } from "@/db/runner/runs";
import type { Db } from "@/db/client";
import { readSteps } from "./answer";

/** What the SDK sends after each step while it goes on with the same call. */
const body = z.object({ qi_id: z.string(), steps: z.array(z.unknown()) });

/** Names the claim under which a function is called, for the SDK to give back with each checkpoint. */
export const claimName = (job: { id: string }, owner: string): string => `${job.id} ${owner}`;

/** Whether a path is that of a run's checkpoint; its run's id, or null. */
export function checkpointedRun(pathname: string): string | null {
  const [, runId] = /^\/v1\/checkpoint\/([^/]+)\/async$/.exec(pathname) ?? [];
  return runId === undefined ? null : decodeURIComponent(runId);
}

/**
 * Remembers steps that a call has finished while it goes on: what it has done is never done again, wherever it dies.
 * @returns the status for the SDK: 409 for a claim that was taken over or handed back, or a run that has ended. It then
 * stops where it is.
 */
export async function keepCheckpoint(db: Db, runId: string, sent: unknown): Promise<200 | 400 | 409> {
  const parsed = body.safeParse(sent);
  const steps = parsed.success ? readSteps(parsed.data.steps) : null;
  if (!parsed.success || steps === null) return 400;
  const [jobId = "", owner = ""] = parsed.data.qi_id.split(" ");
  return db.transaction().execute(async (tx) => {
    const run = await lockRunnerRun(tx, runId);
    if (run?.status !== "running" || !(await holdsRunnerJob(tx, jobId, owner))) return 409;
    for (const step of steps) await insertRunnerStep(tx, runId, step);
    return 200;
  });
}
