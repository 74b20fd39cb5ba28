import { readWithHeartbeat } from "@/db/queries/edit-runs";
import { AppError } from "@/lib/errors";
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

/** The same, or `completed`: it has done what was left of the edit as well, and with it the run. */
export type RunOrStageEnd = StageEnd | "completed";

/** One stage of a run. It reads what it needs from the row, so that it may run twice or start anywhere. */
export type Stage<Status extends StageStatus = StageStatus> = {
  /** The status in which the stage works; the run skips it when the edit is past it. */
  status: Status;
  run(context: StageContext): Promise<RunOrStageEnd>;
};

/** What a step has come to, and for how many whole seconds to pause before what follows. */
export type StepAnswer<State extends string> = { [Each in State]: { state: Each; pauseSeconds: number } }[State];

/**
 * An answer of a step.
 *
 *     return answer("running", 5);
 */
export const answer = <State extends string>(state: State, pauseSeconds = 0): StepAnswer<State> => ({
  state,
  pauseSeconds,
});

/**
 * Runs a durable step whose answer is one of `states`. Runners store it as a word and its pause
 * (`running:5`), which runs in flight have stored before this release and after the next: such a word is
 * never changed.
 *
 *     const { state } = await runStep(step, "upload", ["done", "over", "later"], () => complete(context));
 *
 * @throws {AppError} `INTERNAL` for a stored answer that is none of them: what is not known is no end.
 */
export async function runStep<State extends string>(
  step: DurableStep,
  id: string,
  states: readonly State[],
  work: () => Promise<StepAnswer<State>>,
): Promise<StepAnswer<State>> {
  const stored = await step.run(id, async () => {
    const { state, pauseSeconds } = await work();
    return pauseSeconds > 0 ? `${state}:${pauseSeconds}` : state;
  });
  const [word, pause = "0"] = stored.split(":", 2);
  const state = states.find((known) => known === word);
  if (state === undefined || !/^\d+$/.test(pause))
    throw new AppError("INTERNAL", { cause: new Error(`the step ${id} answered «${stored}»`), retryable: false });
  return answer(state, Number(pause));
}

/**
 * How the stage of this status has ended for a step that finds it ended. `done` when this very run has
 * moved the edit on: a step that was only taken for dead has done what its repetition comes to do.
 */
export async function resolveStageEnd(
  { editId, runId, services }: Pick<StageContext, "editId" | "runId" | "services">,
  status: StageStatus,
): Promise<StepAnswer<StageEnd>> {
  const edit = await readWithHeartbeat(services.db, editId, runId);
  return answer<StageEnd>(edit === null || edit.status === status ? "over" : "done");
}
