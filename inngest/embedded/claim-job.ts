import type { Db } from "@/db/client";
import { countLiveJobs, lockRunnerFunction, peekRunnerJob, type RunnerJob, takeRunnerJob } from "@/db/runner/jobs";
import type { RunnerFunctions } from "./runner-function";

export type ClaimOptions = {
  /** Names this claim; never used for another. */
  owner: string;
  leaseMs: number;
  /** A job in which this many processes died runs only when nothing else does. */
  suspectDeaths: number;
  /** Nothing else runs in this process. */
  alone: boolean;
};

/**
 * Takes the job that has been due longest, of a function that is below its limit. Jobs of functions that this process
 * does not have stay for another that does. A job that may kill its process waits until it would die alone; meanwhile
 * nothing else is taken, so that its turn comes.
 */
export async function claimJob(db: Db, functions: RunnerFunctions, options: ClaimOptions): Promise<RunnerJob | null> {
  const open = new Set(functions.keys());
  for (;;) {
    const next = await peekRunnerJob(db, [...open]);
    if (next === null) return null;
    if (next.deaths >= options.suspectDeaths && !options.alone) return null;
    const limit = functions.get(next.functionId)?.limit ?? null;
    const job =
      limit === null
        ? await takeRunnerJob(db, next.id, options.owner, options.leaseMs)
        : await db.transaction().execute((tx) => takeBelowLimit(tx, next, limit, options));
    if (job === "full") open.delete(next.functionId);
    else if (job !== null) return job;
  }
}

async function takeBelowLimit(
  tx: Db,
  next: Pick<RunnerJob, "id" | "functionId">,
  limit: number,
  { owner, leaseMs }: ClaimOptions,
): Promise<RunnerJob | "full" | null> {
  await lockRunnerFunction(tx, next.functionId);
  if ((await countLiveJobs(tx, next.functionId)) >= limit) return "full";
  return takeRunnerJob(tx, next.id, owner, leaseMs);
}
