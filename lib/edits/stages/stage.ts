import { announceSilence, readWithHeartbeat, setStageShare } from "@/db/queries/edit-runs";
import { editLabel } from "../edit-id";
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

/** A run that shows no life for three of these is taken for dead, wherever it is. */
const BEAT_MS = 15_000;

/** Pauses longer than this are announced, in seconds: they and what follows would seem to be death. */
const LONG_PAUSE = 15;

/**
 * Runs a durable step whose answer is one of `states`. While it lasts, and the pause after it, the edit's row shows that
 * its run lives. Runners store it as a word and its pause
 * (`running:5`), which runs in flight have stored before this release and after the next: such a word is
 * never changed.
 *
 *     const { state } = await runStep(at, "upload", ["done", "over", "later"], () => complete(context));
 *
 * @throws {AppError} `INTERNAL` for a stored answer that is none of them: what is not known is no end.
 */
export async function runStep<State extends string>(
  at: StageContext & { status: StageStatus },
  id: string,
  states: readonly State[],
  work: () => Promise<StepAnswer<State>>,
): Promise<StepAnswer<State>> {
  const stored = await at.step.run(id, async () => {
    const heartbeat = startHeartbeat(at, at.status, BEAT_MS, () => {});
    try {
      const { state, pauseSeconds } = await work();
      if (pauseSeconds > LONG_PAUSE) await tellOfPause(at, pauseSeconds);
      return pauseSeconds > 0 ? `${state}:${pauseSeconds}` : state;
    } finally {
      await heartbeat.end();
    }
  });
  const [word, pause = "0"] = stored.split(":", 2);
  const state = states.find((known) => known === word);
  if (state === undefined || !/^\d+$/.test(pause))
    throw new AppError("INTERNAL", { cause: new Error(`the step ${id} answered «${stored}»`), retryable: false });
  return answer(state, Number(pause));
}

/** That it could not be told costs a run more at worst, which finds the edit taken. */
async function tellOfPause({ editId, runId, services }: StageContext, seconds: number): Promise<void> {
  try {
    await announceSilence(services.db, { id: editId, runId }, seconds);
  } catch (error) {
    services.log.warn("a pause was not announced", { edit: editLabel(editId), error });
  }
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

/** A run in one of its stages. */
type AtWork = { editId: string; runId: string; services: Pick<Services, "db"> };

type Heartbeat = {
  /** Shows it at once; comes back when it is shown, or cannot be. */
  show: () => Promise<void>;
  /** Nothing is shown from now on; comes back when nothing is being written any more. */
  end: () => Promise<void>;
};

/**
 * Shows every `everyMs` that the run lives while a step of this stage lasts, however long that waits or works.
 * @param onOver is told when the edit turns out to be over, no longer this run's, or past the stage.
 */
export function startHeartbeat(
  { editId, runId, services }: AtWork,
  status: StageStatus,
  everyMs: number,
  onOver: () => void,
): Heartbeat {
  let timer: NodeJS.Timeout | undefined;
  let showing: Promise<void> | null = null;
  let isEnded = false;

  const showOnce = async (): Promise<void> => {
    try {
      const edit = await readWithHeartbeat(services.db, editId, runId);
      if (edit?.status !== status && !isEnded) onOver();
    } catch {
      // One that is lost does no harm; a database that stays away is met by what follows.
    }
  };

  function plan(): void {
    clearTimeout(timer);
    if (!isEnded) timer = setTimeout(() => void show(), everyMs);
  }

  /** One after the other: a look that began before is no answer to who asks now. */
  function show(): Promise<void> {
    clearTimeout(timer);
    const mine = (showing ?? Promise.resolve()).then(showOnce).finally(() => {
      if (showing !== mine) return;
      showing = null;
      plan();
    });
    showing = mine;
    return mine;
  }

  plan();
  return {
    show,
    async end() {
      isEnded = true;
      clearTimeout(timer);
      await showing;
    },
  };
}

/** Milliseconds between two writes of the progress, and before the first: a quick edit writes nothing. */
const EVERY_MS = 400;

type ProgressReport = {
  /** Takes note of how much is done, 0..1, to be written soon. Never throws, never goes back. */
  tell: (share: number) => void;
  /** Nothing is written from now on; comes back when nothing is being written any more. */
  end: () => Promise<void>;
};

/**
 * Writes how far an editor is to the edit's row while the stage lasts: one write at a time, and not often.
 * @param onOver is told when the edit turns out to be over, or no longer this run's.
 */
export function reportProgress({ editId, runId, services }: AtWork, onOver: () => void): ProgressReport {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | null = null;
  let [latest, written] = [0, 0];
  let writtenAt = performance.now();
  let isOver = false;

  function plan(): void {
    if (isOver || writing !== null || latest <= written) return;
    timer ??= setTimeout(
      () => {
        timer = undefined;
        writing = write();
      },
      Math.max(0, writtenAt + EVERY_MS - performance.now()),
    );
  }

  async function write(): Promise<void> {
    written = latest;
    try {
      const isOurs = await setStageShare(services.db, { id: editId, runId }, written);
      if (!isOurs && !isOver) onOver();
    } catch {
      // One that is lost does no harm; a database that stays away is met by what follows.
    }
    writtenAt = performance.now();
    writing = null;
    plan();
  }

  return {
    tell(share) {
      latest = Math.max(latest, Math.min(1, share));
      plan();
    },
    async end() {
      isOver = true;
      clearTimeout(timer);
      await writing;
    },
  };
}
