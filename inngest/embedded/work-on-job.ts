import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "@/db/client";
import type { RunnerJob } from "@/db/runner/jobs";
import { readRunnerRun } from "@/db/runner/runs";
import { listRunnerSteps } from "@/db/runner/steps";
import type { Answer } from "./answer";
import { applyAnswer, type Claim } from "./apply-answer";
import { callFunction } from "./call-function";
import type { Settings } from "./options";
import type { App } from "./sync-app";

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
  app: App,
  claim: Claim,
  settings: Settings,
  signal: AbortSignal,
): Promise<void> {
  const fn = app.functions.get(claim.job.functionId);
  if (fn === undefined) throw new Error(`Function ${claim.job.functionId} is gone`);
  const answer = await answerOf(claim.job);
  if (answer === null) return;
  await insist(signal, () =>
    db
      .transaction()
      .execute((tx) => applyAnswer(tx, claim, answer, { functions: app.functions, fn, backoff: settings.backoff })),
  );

  async function answerOf(job: RunnerJob): Promise<Answer | null> {
    if (job.deaths >= settings.maxDeaths) {
      settings.logger.error(
        `A step of ${job.functionId} was running each time its process died; run ${job.runId} fails`,
      );
      const message = "process died during the last attempt";
      return { type: "failed", error: { name: "ProcessDiedError", message } };
    }
    if (job.kind === "sleep") {
      return { type: "steps", steps: [{ type: "done", step: { id: job.stepId, name: job.stepId, state: null } }] };
    }
    const run = await insist(signal, () => readRunnerRun(db, job.runId));
    if (run === null || fn === undefined) return null;
    const steps = await insist(signal, () => listRunnerSteps(db, job.runId));
    return callFunction(app.handler, fn, { job, event: run.event, steps }, settings.callTimeoutMs);
  }
}

async function insist<T>(signal: AbortSignal, operation: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await operation();
    } catch (error) {
      if (tries === TRIES || signal.aborted) throw error;
      await pause(Math.min(5_000, 100 * 2 ** tries), undefined, { signal });
    }
  }
}
