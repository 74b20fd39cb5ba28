import type { StageStatus } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";

/**
 * The durable steps that a run consists of; an Inngest `step` is one as it is. `run` stores what the
 * work returns and does not repeat it once stored, but may repeat work that was cut off.
 */
export type DurableStep = {
  run(id: string, work: () => Promise<string>): Promise<string>;
  sleep(id: string, time: string): Promise<void>;
};

export type StageContext = { editId: string; runId: string; step: DurableStep; services: Services };

/**
 * How a stage ends: `done`, or `over` when the edit is no longer this run's (canceled, deleted,
 * taken over). A failure is thrown as an `AppError` with a code of a run.
 */
export type StageEnd = "done" | "over";

/** One stage of a run. It reads what it needs from the row, so that it may run twice or start anywhere. */
export type Stage = {
  /** The status in which the stage works; the run skips it when the edit is past it. */
  status: StageStatus;
  run(context: StageContext): Promise<StageEnd>;
};
