import { secondsSinceSent } from "@/db/queries/attempts";
import { blobKey } from "@/lib/blob/blob-key";
import { AppError } from "@/lib/errors";
import { checkResult } from "@/lib/images/normalise";
import { ANSWER_SECONDS } from "../../budgets";
import { readPicture } from "../../read-picture";
import type { StageContext } from "../stage";
import { knownCost } from "./cost-of";
import type { Work } from "./find-work";
import { moveOn } from "./keep-result";

/** Longest pause between two looks for the answer, in seconds. */
const LONGEST = 20;

/**
 * What follows for a paid attempt that was sent before and has no task: the step that sent it died, or
 * is at work still while the runner, which takes it for dead, repeats it. So its answer is waited for
 * as long as it may come, a picture that it had stored is adopted, and nothing is ever sent again.
 * @throws {AppError} `SUBMIT_UNCERTAIN`; `PROVIDER_BAD_RESULT` when an answer came and is lost.
 */
export async function afterSend(context: StageContext, work: Work): Promise<string> {
  const { taskState, charge } = work.attempt;
  if (taskState === "failed") throw lost("The image service answered without a picture.", charge);
  if (taskState === "ready") {
    const adopted = await adoptStored(context, work);
    if (adopted !== null) return adopted;
  }
  const left = ANSWER_SECONDS - (await secondsSinceSent(context.services.db, work.attempt.id));
  if (left > 0) return `submit:${Math.min(LONGEST, Math.ceil(left))}`;
  if (taskState === null) throw new AppError("SUBMIT_UNCERTAIN", { retryable: false });
  throw lost("The image service made the picture, but it was lost before it could be stored.", charge);
}

/** Moves the edit on with the picture that lies in the store under its key; `null` when there is none. */
async function adoptStored(context: StageContext, work: Work): Promise<"done" | "over" | null> {
  const { blobs } = context.services;
  const resultKey = blobKey("result", context.editId, "png");
  if ((await blobs.head(resultKey)) === null) return null;
  const result = await checkResult(await readPicture(blobs, resultKey));
  return moveOn(context, work, resultKey, result, knownCost(work.attempt));
}

function lost(what: string, charge: AppError["charge"]): AppError {
  const cost = charge === "made" ? "It has charged for it." : "It may have charged for it.";
  const cause = new Error("the process ended between an answer and its end here");
  return new AppError("PROVIDER_BAD_RESULT", { detail: `${what} ${cost}`, charge, retryable: false, cause });
}
