import type { Db } from "@/db/client";
import { insertRunnerEvent, type RunnerEvent } from "@/db/runner/events";
import { listRunningRuns } from "@/db/runner/runs";
import { endRun } from "./end-run";
import type { RunnerFunctions } from "./runner-function";
import { startRun } from "./start-run";

/**
 * Takes an event, inside the caller's transaction: stores it, starts the functions that it triggers and cancels the runs
 * that wait for it. An event whose id was seen before does nothing.
 */
export async function acceptEvent(tx: Db, functions: RunnerFunctions, event: RunnerEvent, delayMs = 0): Promise<void> {
  if (!(await insertRunnerEvent(tx, event))) return;
  await cancelRuns(tx, functions, event);
  for (const { id, triggers } of functions.values()) {
    if (triggers.some((trigger) => isNamed(event, trigger.event) && trigger.matches({ event }))) {
      await startRun(tx, id, event, delayMs);
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
