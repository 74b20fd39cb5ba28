import type { Db } from "@/db/client";
import type { RunnerEvent } from "@/db/runner/events";
import { deleteJobsOfRun } from "@/db/runner/jobs";
import { endRunnerRun, type RunnerRun } from "@/db/runner/runs";

/** An error as it crosses the wire. */
export type RunError = { name: string; message: string; stack?: string; [more: string]: unknown };

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
