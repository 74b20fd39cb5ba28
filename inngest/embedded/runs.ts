import { randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import {
  endRunnerRun,
  insertRunnerEvent,
  insertRunnerRun,
  insertRunnerStep,
  listRunnerSteps,
  listRunningRuns,
  readRunnerRun,
  type RunnerEvent,
  type RunnerRun,
} from "@/db/runner/runs";
import { deleteJobsOfRun, insertRunnerJob } from "@/db/runner/jobs";
import type { RunError } from "./answer";
import type { RunnerFunction, RunnerFunctions } from "./functions";

/**
 * Takes an event, inside the caller's transaction: stores it, starts the functions that it triggers and cancels the runs
 * that wait for it. An event whose id was seen before does nothing.
 */
export async function acceptEvent(tx: Db, functions: RunnerFunctions, event: RunnerEvent, delayMs = 0): Promise<void> {
  if (!(await insertRunnerEvent(tx, event))) return;
  await cancelRuns(tx, functions, event);
  for (const fn of functions.values()) {
    if (fn.triggers.some((trigger) => isNamed(event, trigger.event) && trigger.matches({ event }))) {
      await startRun(tx, fn, event, delayMs);
    }
  }
}

async function cancelRuns(tx: Db, functions: RunnerFunctions, event: RunnerEvent): Promise<void> {
  for (const { id, cancelOn } of functions.values()) {
    const waiting = cancelOn.filter((cancel) => isNamed(event, cancel.event));
    if (waiting.length === 0) continue;
    for (const run of await listRunningRuns(tx, id)) {
      if (waiting.some((cancel) => cancel.matches({ event: run.event, async: event }))) {
        await endRun(tx, run, { status: "canceled" }, (next) => acceptEvent(tx, functions, next));
      }
    }
  }
}

function isNamed(event: RunnerEvent, pattern: string): boolean {
  return pattern.endsWith("*") ? event.name.startsWith(pattern.slice(0, -1)) : event.name === pattern;
}

/** Starts a function for an event, in `delayMs` milliseconds; nothing when it was started for that event before. */
export async function startRun(
  tx: Db,
  { id: functionId, shareOf }: Pick<RunnerFunction, "id" | "shareOf">,
  event: RunnerEvent,
  delayMs = 0,
): Promise<void> {
  const id = randomUUID();
  if (await insertRunnerRun(tx, { id, functionId, event, share: shareOf(event) })) {
    await insertRunnerJob(tx, { runId: id, functionId, delayMs });
  }
}

/** How a run ends. `output`: its return value as JSON text. */
export type RunResult =
  | { status: "completed"; output: string }
  | { status: "failed"; error: RunError }
  | { status: "canceled" };

type Emit = (event: RunnerEvent) => Promise<void>;

/**
 * Ends a run once, with all it had still to do. A failure or cancellation is announced by an event whose id is made of
 * the run's, so that it is announced once.
 */
export async function endRun(tx: Db, run: RunnerRun, result: RunResult, emit: Emit): Promise<void> {
  const ended = await endRunnerRun(tx, run.id, {
    status: result.status,
    ...(result.status === "completed" ? { output: result.output } : {}),
    ...(result.status === "failed" ? { error: JSON.stringify(result.error) } : {}),
  });
  if (!ended) return;
  await deleteJobsOfRun(tx, run.id);
  if (result.status === "completed") return;

  const kind = result.status === "failed" ? "failed" : "cancelled";
  const error = result.status === "failed" ? result.error : { name: "Error", message: "function cancelled" };
  await emit({
    id: `${kind}:${run.id}`,
    name: `inngest/function.${kind}`,
    data: { function_id: run.functionId, run_id: run.id, error, event: run.event, events: [run.event] },
    ts: Date.now(),
  });
}

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
    await insertRunnerRun(tx, { id, functionId: run.functionId, event: run.event, share: run.share, replayOf: runId });
    for (const step of steps.slice(0, until)) await insertRunnerStep(tx, id, step);
    await insertRunnerJob(tx, { runId: id, functionId: run.functionId });
    return id;
  });
}
