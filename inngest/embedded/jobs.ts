import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "@/db/client";
import {
  countLiveJobs,
  type DueJob,
  deleteClaimedJob,
  hasRunnerJobs,
  insertRunnerJob,
  lockRunnerFunction,
  peekRunnerJob,
  type RunnerJob,
  takeRunnerJob,
} from "@/db/runner/jobs";
import { insertRunnerStep, listRunnerSteps, lockRunnerRun, readRunnerRun, type RunnerRun } from "@/db/runner/runs";
import { type CallAnswer, claimName, type StepReport } from "./answer";
import { type SyncedApp, callFunction } from "./call";
import type { RunnerFunction, RunnerFunctions } from "./functions";
import { DIED, type RunnerSettings } from "./options";
import { acceptEvent, endRun, type RunResult } from "./runs";

type ClaimOptions = {
  /** Names this claim; never used for another. */
  owner: string;
  leaseMs: number;
  /** A job in which this many processes died runs only when nothing else does. */
  suspectDeaths: number;
  /** Nothing else runs in this process. */
  alone: boolean;
};

/**
 * Takes the job that is next ({@link peekRunnerJob}), of a function that is below its limit: where the limit is one for
 * each share, and that of the job is at it, so are all others. Jobs of functions that this process does not have stay
 * for another that does. A job that may kill its process waits until it would die alone; meanwhile
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
  next: DueJob,
  limit: number,
  { owner, leaseMs }: ClaimOptions,
): Promise<RunnerJob | "full" | null> {
  await lockRunnerFunction(tx, next.functionId);
  if ((await countLiveJobs(tx, next.functionId, next.share)) >= limit) return "full";
  return takeRunnerJob(tx, next.id, owner, leaseMs);
}

/** Tries of one database operation; with pauses up to 5 s they outlast an outage of two minutes. */
const TRIES = 30;

/**
 * Does one claimed job: calls the function and makes its answer count. While the database does not answer it is asked
 * again, since the step's effects have happened.
 * @param signal aborted: the job was handed back, and nothing of it counts any more.
 * @throws what the database said last.
 */
export async function workOnJob(
  db: Db,
  app: SyncedApp,
  claim: Claim,
  settings: RunnerSettings,
  signal: AbortSignal,
): Promise<void> {
  const fn = app.functions.get(claim.job.functionId);
  if (fn === undefined) throw new Error(`Function ${claim.job.functionId} is gone`);
  const answer = await answerJob(claim.job);
  if (answer === null) return;
  await retryUntilAborted(signal, () =>
    db
      .transaction()
      .execute((tx) => applyAnswer(tx, claim, answer, { functions: app.functions, fn, backoff: settings.backoff })),
  );

  async function answerJob(job: RunnerJob): Promise<CallAnswer | null> {
    if (job.deaths >= settings.maxDeaths) {
      settings.logger.error(
        `A step of ${job.functionId} was running each time its process died; run ${job.runId} fails`,
      );
      const message = "process died during the last attempt";
      return { type: "failed", error: { name: DIED, message } };
    }
    if (job.kind === "sleep") {
      return { type: "steps", steps: [{ type: "done", step: { id: job.stepId, name: job.stepId, state: null } }] };
    }
    const run = await retryUntilAborted(signal, () => readRunnerRun(db, job.runId));
    if (run === null || fn === undefined) return null;
    const steps = await retryUntilAborted(signal, () => listRunnerSteps(db, job.runId));
    const name = settings.checkpointing ? claimName(job, claim.owner) : null;
    return callFunction(app.handler, fn, { job, event: run.event, steps, claim: name }, settings.callTimeoutMs);
  }
}

async function retryUntilAborted<T>(signal: AbortSignal, operation: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await operation();
    } catch (error) {
      if (tries === TRIES || signal.aborted) throw error;
      await pause(Math.min(5_000, 100 * 2 ** tries), undefined, { signal });
    }
  }
}

type Claim = { job: RunnerJob; owner: string };

type Context = { functions: RunnerFunctions; fn: RunnerFunction; backoff: (attempt: number) => number };

/**
 * Makes an answer count, inside the caller's transaction: remembers what the steps left, and adds what is to do next or
 * ends the run. An answer under a claim that was taken over meanwhile, or for a run that has ended, is dropped.
 */
async function applyAnswer(tx: Db, { job, owner }: Claim, answer: CallAnswer, context: Context): Promise<void> {
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
