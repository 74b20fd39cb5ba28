import { findOpenAttempt } from "@/db/queries/attempts";
import { findEditRecord } from "@/db/queries/edits";
import { sleep } from "@/lib/async";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { editLabel } from "./edit-id";
import { STAGES } from "./run";
import { imageStage } from "./stages/image";
import { IMAGE_STATES, type ImageAnswer, readOpenAttempt } from "./stages/image/attempt";
import { fetchAttempt, pollOnce } from "./stages/image/poll";
import { answer, type DurableStep, runStep, type StageContext, type StepAnswer } from "./stages/stage";

/** Milliseconds between questions: the call may come a moment before the task says so itself. */
const PAUSES = [0, 250, 500, 1_000, 2_000];

const STATES = [...IMAGE_STATES, "left"] as const;

const AFTER_IMAGE = STAGES.slice(STAGES.indexOf(imageStage) + 1);

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
  const at = { ...context, status: imageStage.status };
  const polled = await runStep(at, "hint:poll", STATES, () => leaveToRun(context, pollSoon(context)));
  if (polled.state !== "ready") return "left";
  const fetched = await runStep(at, "hint:fetch", STATES, () => leaveToRun(context, fetchAttempt(context, 1)));
  if (fetched.state !== "done") return "left";
  for (const stage of AFTER_IMAGE) await stage.run(context);
  return "followed";
}

/** The run whose task the provider called about; empty where there is none to follow. */
async function runToFollow({ db }: Services, editId: string): Promise<string> {
  const edit = await findEditRecord(db, editId);
  const attempt = edit?.status === "processing_image" ? await findOpenAttempt(db, editId) : null;
  return attempt === null || attempt.pollingUrl === null || attempt.hintedAt === null ? "" : (edit?.runId ?? "");
}

async function pollSoon(context: StageContext): Promise<ImageAnswer> {
  const open = await readOpenAttempt(context);
  if ("state" in open) return open;
  for (const pause of PAUSES) {
    await sleep(pause);
    if ((await pollOnce(context.services, open)).state === "ready") return answer("ready");
  }
  return answer("running");
}

/** What goes wrong is what the run will meet as well, and end the edit with. */
async function leaveToRun(
  { editId, services }: StageContext,
  work: Promise<ImageAnswer>,
): Promise<ImageAnswer | StepAnswer<"left">> {
  try {
    return await work;
  } catch (error) {
    // Without the sentence of a known error, which may quote the person.
    const reason = error instanceof AppError ? { code: error.code, error: error.cause } : { error };
    services.log.warn("a hint is left to the run", { edit: editLabel(editId), ...reason });
    return answer("left");
  }
}
