import { randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import type { RunnerEvent } from "@/db/runner/events";
import { insertRunnerJob } from "@/db/runner/jobs";
import { insertRunnerRun } from "@/db/runner/runs";

/** Starts a function for an event, in `delayMs` milliseconds; nothing when it was started for that event before. */
export async function startRun(tx: Db, functionId: string, event: RunnerEvent, delayMs = 0): Promise<void> {
  const id = randomUUID();
  if (await insertRunnerRun(tx, { id, functionId, event })) {
    await insertRunnerJob(tx, { runId: id, functionId, delayMs });
  }
}
