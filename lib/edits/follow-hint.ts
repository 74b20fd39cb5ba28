import { findOpenAttempt } from "@/db/queries/attempts";
import { findEdit } from "@/db/queries/edits";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { editLabel } from "./edit-label";
import { editStage } from "./stages/edit";
import { fetchResult } from "./stages/edit/fetch-result";
import { findWork } from "./stages/edit/find-work";
import { askOnce } from "./stages/edit/poll-task";
import { STAGES } from "./stages";
import type { DurableStep, StageContext } from "./stages/stage";

/** Milliseconds between questions: the call may come a moment before the task says so itself. */
const PAUSES = [0, 250, 500, 1_000, 2_000];

const AFTER_EDIT = STAGES.slice(STAGES.indexOf(editStage) + 1);

/**
 * Goes on with an edit whose provider called back, while its run may be asleep until its next question.
 * It does what the run would do, in the run's name, so that whoever comes second finds it done; it
 * never submits, and leaves whatever goes wrong to the run.
 */
export async function followHint(editId: string, step: DurableStep, services: Services): Promise<"followed" | "left"> {
  // A step, because what is outside of steps runs again after each of them, and the edit moves on.
  const runId = await step.run("hint:take", () => runToFollow(services, editId));
  if (runId === "") return "left";
  const context: StageContext = { editId, runId, step, services };
  const polled = await step.run("hint:poll", () => orLeft(context, askSoon(context)));
  if (polled !== "ready") return "left";
  const fetched = await step.run("hint:fetch", () => orLeft(context, fetchResult(context, 1)));
  if (fetched !== "done") return "left";
  for (const stage of AFTER_EDIT) await stage.run(context);
  return "followed";
}

/** The run whose task the provider called about; empty where there is none to follow. */
async function runToFollow({ db }: Services, editId: string): Promise<string> {
  const edit = await findEdit(db, editId);
  const attempt = edit?.status === "processing_image" ? await findOpenAttempt(db, editId) : null;
  return attempt === null || attempt.pollingUrl === null || attempt.hintedAt === null ? "" : (edit?.runId ?? "");
}

async function askSoon(context: StageContext): Promise<string> {
  const work = await findWork(context);
  if (typeof work === "string") return work;
  for (const pause of PAUSES) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if ((await askOnce(context.services, work)).state === "ready") return "ready";
  }
  return "running";
}

/** What the run will meet as well, and end the edit with. */
async function orLeft({ editId, services }: StageContext, work: Promise<string>): Promise<string> {
  try {
    return await work;
  } catch (error) {
    // Without the sentence of a known error, which may quote the person.
    const reason = error instanceof AppError ? { code: error.code, error: error.cause } : { error };
    services.log.warn("a hint is left to the run", { edit: editLabel(editId), ...reason });
    return "left";
  }
}
