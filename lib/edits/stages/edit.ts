import { fetchResult } from "./edit/fetch-result";
import { pollTask } from "./edit/poll-task";
import { storeParked } from "./edit/store-parked";
import { submitEdit } from "./edit/submit-edit";
import { writeIntent } from "./edit/write-intent";
import type { Stage, StageContext } from "./stage";

type Phase = {
  run(context: StageContext, round: number): Promise<string>;
  /** Ids of the nth step and of the pause before it: never renamed, runs in flight know them. */
  step(n: number): string;
  pause(n: number): string;
};

const SUBMIT: Phase = {
  run: (context) => submitEdit(context),
  step: (n) => (n === 1 ? "edit:submit" : `edit:submit:${n}`),
  pause: (n) => `edit:slot:${n}`,
};
const POLL: Phase = { run: pollTask, step: (n) => `edit:poll:${n - 1}`, pause: (n) => `edit:wait:${n - 1}` };
const FETCH: Phase = {
  run: fetchResult,
  step: (n) => (n === 1 ? "edit:fetch" : `edit:fetch:${n}`),
  pause: (n) => `edit:refetch:${n}`,
};
const STORE: Phase = { run: storeParked, step: (n) => `edit:store:${n}`, pause: (n) => `edit:parked:${n}` };

/** What comes after a step, by the first word of its answer; a second word is a pause in seconds. */
const NEXT: Readonly<Record<string, Phase>> = {
  submit: SUBMIT,
  accepted: POLL,
  running: POLL,
  ready: FETCH,
  parked: STORE,
};

/**
 * Lets an editor change the picture. Submit, poll and fetch are steps of their own, because only the
 * submit may cost money: an intent is written before it and its outcome after it, and where the
 * outcome is not known it is never repeated (`SUBMIT_UNCERTAIN`). Every step answers with what comes
 * next, e.g. `running:5`, and reads the rest from the rows.
 */
export const editStage: Stage = {
  status: "processing_image",
  async run(context) {
    const { step } = context;
    const rounds = new Map<Phase, number>();
    let state = await step.run("edit:intent", () => writeIntent(context));
    for (;;) {
      const [word = "", pause = "0"] = state.split(":");
      const phase = NEXT[word];
      if (phase === undefined) return word === "over" ? "over" : "done";
      const round = (rounds.get(phase) ?? 0) + 1;
      rounds.set(phase, round);
      if (Number(pause) > 0) await step.sleep(phase.pause(round), `${pause}s`);
      state = await step.run(phase.step(round), () => phase.run(context, round));
    }
  },
};
