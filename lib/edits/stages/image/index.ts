import { noteProviderWords } from "@/db/queries/attempts";
import { providerWords } from "./provider-words";
import { editLabel } from "../../edit-id";
import { answer, type RunOrStageEnd, runStep, type Stage, type StageContext } from "../stage";
import { IMAGE_STATES, type ImageAnswer, type ImageState, writeIntent } from "./attempt";
import { completeAtOnce } from "../upload";
import { fetchAttempt, pollAttempt } from "./poll";
import { storeParked } from "./store";
import { submitAttempt } from "./submit";

type Phase = {
  run(context: StageContext, round: number): Promise<ImageAnswer>;
  /** Ids of the nth step and of the pause before it: never renamed, runs in flight know them. */
  step(n: number): string;
  pause(n: number): string;
};

const SUBMIT: Phase = {
  async run(context, round) {
    if (round === 1) await writeIntent(context);
    return submitAttempt(context, undefined, round === 1);
  },
  step: (n) => (n === 1 ? "edit:submit" : `edit:submit:${n}`),
  pause: (n) => `edit:slot:${n}`,
};
const POLL: Phase = { run: pollAttempt, step: (n) => `edit:poll:${n - 1}`, pause: (n) => `edit:wait:${n - 1}` };
const FETCH: Phase = {
  // The first try was the poll's own.
  run: (context, n) => fetchAttempt(context, n + 1),
  step: (n) => (n === 1 ? "edit:fetch" : `edit:fetch:${n}`),
  pause: (n) => `edit:refetch:${n}`,
};
const STORE: Phase = { run: storeParked, step: (n) => `edit:store:${n}`, pause: (n) => `edit:parked:${n}` };

const hasEnded = (state: ImageState): state is RunOrStageEnd =>
  state === "done" || state === "over" || state === "completed";

/** What comes after a step, by what it has come to. */
const NEXT: Readonly<Record<Exclude<ImageState, RunOrStageEnd>, Phase>> = {
  submit: SUBMIT,
  accepted: POLL,
  running: POLL,
  ready: FETCH,
  parked: STORE,
};

/** Keeps what the provider said, for the operator, before the failure goes its way. */
async function failedWith({ services, editId }: StageContext, error: unknown): Promise<never> {
  const words = providerWords(error);
  const note = words === null ? null : noteProviderWords(services.db, editId, words);
  await note?.catch((lost: unknown) => {
    services.log.warn("what a provider said was not kept", { edit: editLabel(editId), error: lost });
  });
  throw error;
}

/**
 * Lets an editor change the picture. Submit and poll are steps of their own, because only the submit may
 * cost money: an intent is written before it and its outcome after it, and where the outcome is not known it
 * is never repeated (`SUBMIT_UNCERTAIN`). Every step answers with what it has come to, and reads the rest
 * from the rows. Each step is counted and paid for, so that the one which stores the result goes on to
 * complete the edit.
 */
export const imageStage: Stage<"processing_image"> = {
  status: "processing_image",
  async run(context) {
    const { step } = context;
    const at = { ...context, status: this.status };
    const rounds = new Map<Phase, number>();
    let reached: ImageAnswer = answer("submit");
    while (!hasEnded(reached.state)) {
      const phase: Phase = NEXT[reached.state];
      const round = (rounds.get(phase) ?? 0) + 1;
      rounds.set(phase, round);
      if (reached.pauseSeconds > 0) await step.sleep(phase.pause(round), `${reached.pauseSeconds}s`);
      reached = await runStep(at, phase.step(round), IMAGE_STATES, async () => {
        const end = await phase.run(context, round).catch((error: unknown) => failedWith(context, error));
        return end.state === "done" ? completeAtOnce(context) : end;
      });
    }
    return reached.state;
  },
};
