import { claimEdit } from "@/db/queries/edit-runs";
import { madeKeys } from "@/lib/blob/blob-store";
import { withAccount } from "@/lib/fair-share";
import { STAGE_STATUSES, type StageStatus } from "@/lib/lifecycle";
import { observed } from "@/lib/observe";
import type { Services } from "@/lib/services";
import { EDIT_BUDGET_SECONDS } from "./budgets";
import { editLabel } from "./edit-id";
import { failEdit, failureFrom } from "./fail";
import { tellWhyOver } from "./replay";
import * as code from "./stages";
import type { DurableStep, Stage, StageEnd } from "./stages/stage";

/** Every stage's code; one that is missing in `stages/index.ts` is named here by the compiler. */
const STAGE_OF: Readonly<{ [Status in StageStatus]: Stage<Status> }> = code;

/** The stages of a run, in the order of the table of states. */
export const STAGES: readonly Stage[] = STAGE_STATUSES.map((status) => STAGE_OF[status]);

export type EditRun = {
  editId: string;
  runId: string;
  /** Number of the dispatch that started this run; see `claimEdit`. */
  dispatch: number;
  /** Hash of the client that it runs for, where it is known: what it takes of places that all share counts as theirs. */
  client?: string | undefined;
  /** Where the trace goes on that its request began, where there is one. */
  trace?: string | undefined;
  /** The code that the edit has failed with, where an operator wants one replayed that is not replayed with others. */
  replay?: string | undefined;
};

/**
 * Runs an edit through its stages, as durable steps. Safe to be repeated, cut off anywhere, run
 * twice at once and replayed: its first step claims the edit, and every later change holds only
 * while the edit is still this run's.
 * @returns how it ended, for whoever looks at runs: `completed`, or why there was nothing to do.
 * @throws {NotReplayedError} where there was nothing to do, and the edit has failed.
 * @throws what made the edit fail, after the row says so, so that the run shows as failed.
 */
export async function runEdit(run: EditRun, step: DurableStep, services: Services): Promise<string> {
  const { editId, runId, dispatch, client, trace = null, replay = null } = run;
  let isOver = false;
  try {
    const claim = { id: editId, runId, dispatch, replay, withinSeconds: EDIT_BUDGET_SECONDS };
    const claiming = claimFirst(
      step,
      async () => (await claimEdit(services.db, { ...claim, madeKeys: madeKeys(editId) })) !== null,
    );
    const told = toldOf({ edit: editLabel(editId), trace }, claiming);
    const accounted = client === undefined ? told : onAccountOf(client, told);
    for (const stage of STAGES) {
      const end = await stage.run({ editId, runId, step: accounted, services });
      if (end === "completed") return end;
      isOver = end === "over";
      if (isOver) break;
    }
  } catch (error) {
    const failure = failureFrom(error);
    await step.run("fail", async () => ((await failEdit(services, editId, runId, failure)) ? "failed" : "not ours"));
    throw error;
  }
  return isOver ? tellWhyOver(services, run) : "completed";
}

const onAccountOf = (client: string, step: DurableStep): DurableStep => ({
  run: (id, work) => step.run(id, () => withAccount({ client, browser: null }, work)),
  sleep: (id, time) => step.sleep(id, time),
});

/** Tells of each step to those who observe; the later ones of a kind, such as `edit:poll:7`, by one name. */
const toldOf = (of: { edit: string; trace: string | null }, step: DurableStep): DurableStep => ({
  run: (id, work) => step.run(id, () => observed({ kind: "step", step: id.replace(/(?::\d+)+$/, ""), ...of }, work)),
  sleep: (id, time) => step.sleep(id, time),
});

/**
 * Claims the edit within the first step that runs, for each step of a run is counted and paid for. One that is not this
 * run's answers as every stage's step does then.
 */
function claimFirst(step: DurableStep, claim: () => Promise<boolean>): DurableStep {
  let isFirst = true;
  return {
    run(id, work) {
      const claims = isFirst;
      isFirst = false;
      return step.run(id, async () => (!claims || (await claim()) ? work() : ("over" satisfies StageEnd)));
    },
    sleep: (id, time) => step.sleep(id, time),
  };
}
