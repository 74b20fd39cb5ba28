import type { Db } from "@/db/client";
import { deleteClaimedJob, hasRunnerJobs, insertRunnerJob, type RunnerJob } from "@/db/runner/jobs";
import { lockRunnerRun, type RunnerRun } from "@/db/runner/runs";
import { insertRunnerStep } from "@/db/runner/steps";
import { acceptEvent } from "./accept-event";
import type { Answer, StepReport } from "./answer";
import { endRun, type RunResult } from "./end-run";
import type { RunnerFunction, RunnerFunctions } from "./runner-function";

export type Claim = { job: RunnerJob; owner: string };

type Context = { functions: RunnerFunctions; fn: RunnerFunction; backoff: (attempt: number) => number };

/**
 * Makes an answer count, inside the caller's transaction: remembers what the steps left, and adds what is to do next or
 * ends the run. An answer under a claim that was taken over meanwhile, or for a run that has ended, is dropped.
 */
export async function applyAnswer(tx: Db, { job, owner }: Claim, answer: Answer, context: Context): Promise<void> {
  const run = await lockRunnerRun(tx, job.runId);
  if (!(await deleteClaimedJob(tx, job.id, owner))) return;
  if (run === null || run.status !== "running") return;
  const end = (result: RunResult): Promise<void> =>
    endRun(tx, run, result, (event) => acceptEvent(tx, context.functions, event));

  switch (answer.type) {
    case "completed":
      return end({ status: "completed", output: answer.output });
    case "failed":
      return end({ status: "failed", error: answer.error });
    case "retry":
      if (isLastAttempt(job, context.fn)) return end({ status: "failed", error: answer.error });
      return retry(tx, job, answer.afterMs, context);
    case "steps":
      return applySteps(tx, run, job, answer.steps, context);
  }
}

async function applySteps(
  tx: Db,
  run: RunnerRun,
  job: RunnerJob,
  steps: StepReport[],
  context: Context,
): Promise<void> {
  const next = { runId: run.id, functionId: run.functionId };
  for (const report of steps) {
    switch (report.type) {
      case "done":
        await insertRunnerStep(tx, run.id, report.step);
        break;
      case "retry":
        if (isLastAttempt(job, context.fn)) {
          await insertRunnerStep(tx, run.id, { ...report.step, state: { type: "error", error: report.error } });
        } else {
          await retry(tx, job, report.afterMs, context);
        }
        break;
      case "planned":
        await insertRunnerJob(tx, { ...next, stepId: report.stepId });
        break;
      case "sleep":
        if (steps.length > 1) {
          await insertRunnerJob(tx, { ...next, kind: "sleep", stepId: report.step.id, delayMs: report.delayMs });
        } else {
          await insertRunnerStep(tx, run.id, { ...report.step, state: null });
          await insertRunnerJob(tx, { ...next, delayMs: report.delayMs });
        }
        break;
    }
  }
  // Steps side by side: the last one that ends calls the function again.
  if (!(await hasRunnerJobs(tx, run.id))) await insertRunnerJob(tx, next);
}

async function retry(tx: Db, job: RunnerJob, afterMs: number | null, { backoff }: Context): Promise<void> {
  const { runId, functionId, kind, stepId, attempt, deaths } = job;
  const delayMs = afterMs ?? backoff(attempt);
  await insertRunnerJob(tx, { runId, functionId, kind, stepId, attempt: attempt + 1, deaths, delayMs });
}

function isLastAttempt(job: RunnerJob, fn: RunnerFunction): boolean {
  return job.attempt + 1 >= fn.maxAttempts;
}
