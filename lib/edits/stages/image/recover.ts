import { randomUUID } from "node:crypto";
import {
  closeAttempt,
  findTriedEditors,
  markNotSent,
  markTask,
  openAttempt,
  secondsSinceSent,
  secondsWaiting,
} from "@/db/queries/attempts";
import { clearEndedCharge } from "@/db/queries/ended-attempts";
import { findBrokenEditors } from "@/db/queries/editor-health";
import { lockUnfinishedEdit, setEditor } from "@/db/queries/edit-runs";
import { retryWithBackoff } from "@/lib/async";
import { resultKeys } from "@/lib/blob/blob-store";
import { AppError, type ErrorCode, isAboutTheRequest, RUN_ERROR_CODES } from "@/lib/errors";
import { storedResult } from "@/lib/images/normalise";
import { providerWords } from "./provider-words";
import type { ImageEditor } from "@/lib/providers/port";
import { settleSpend } from "@/lib/spend/spend";
import { ANSWER_SECONDS, FIRST_LOOK_SECONDS, OUTAGE, SLOT_SECONDS, SUBMIT_TRIES } from "../../budgets";
import { editLabel } from "../../edit-id";
import { fitsEditor } from "../../editors";
import { readPicture } from "../../pictures";
import { answer, type StageContext } from "../stage";
import { type ImageAnswer, knownCost, type OpenAttempt } from "./attempt";
import { completeAttempt } from "./store";

/** Longest pause between two looks for the answer, in seconds. */
const LONGEST = 20;

/**
 * What follows for a paid attempt that was sent before and has no task: the step that sent it died, or
 * is at work still while the runner, which takes it for dead, repeats it. So its answer is waited for
 * as long as it may come, a picture that it had stored is adopted, and nothing is ever sent again.
 * @param isFirstLook of this run: then it is waited for in any case, since the database may have been away until now, and
 * whoever has the answer comes to write it down within seconds.
 * @throws {AppError} `SUBMIT_UNCERTAIN`; `PROVIDER_BAD_RESULT` when an answer came and is lost.
 */
export async function recoverSubmitted(
  context: StageContext,
  open: OpenAttempt,
  isFirstLook: boolean,
): Promise<ImageAnswer> {
  const { taskState, charge } = open.attempt;
  if (taskState === "failed") throw lost("The image service answered without a picture.", charge);
  if (taskState === "ready") {
    const adopted = await adoptStored(context, open);
    if (adopted !== null) return adopted;
  }
  const sent = await secondsSinceSent(context.services.db, open.attempt.id);
  const left = Math.max(ANSWER_SECONDS - sent, isFirstLook ? FIRST_LOOK_SECONDS : 0);
  if (left > 0) return answer("submit", Math.min(LONGEST, Math.ceil(left)));
  if (taskState === null) throw new AppError("SUBMIT_UNCERTAIN", { retryable: false });
  throw lost("The image service made the picture, but it was lost before it could be stored.", charge);
}

/** Moves the edit on with the picture that lies in the store under its key; `null` when there is none. */
async function adoptStored(context: StageContext, open: OpenAttempt): Promise<ImageAnswer | null> {
  const { blobs } = context.services;
  for (const resultKey of resultKeys(context.editId)) {
    if ((await blobs.head(resultKey)) === null) continue;
    const result = await storedResult(await readPicture(blobs, resultKey));
    return completeAttempt(context, open, resultKey, result, knownCost(open.attempt));
  }
  return null;
}

function lost(what: string, charge: AppError["charge"]): AppError {
  const cost = charge === "made" ? "It has charged for it." : "It may have charged for it.";
  const cause = new Error("the process ended between an answer and its end here");
  return new AppError("PROVIDER_BAD_RESULT", { detail: `${what} ${cost}`, charge, retryable: false, cause });
}

/**
 * What follows when the submit to an editor that costs money ended with an error.
 * @throws {AppError} `SUBMIT_UNCERTAIN` where it is not certain that the provider did not take it; the
 * provider's own refusal, whatever it cost; or what is left of a rejection.
 */
export async function handleSubmitError(
  context: StageContext,
  open: OpenAttempt,
  error: unknown,
): Promise<ImageAnswer> {
  if (!(error instanceof AppError)) throw uncertain(error);
  // It answered, so what happened is certain, whatever it cost.
  if (error.charge === "made" || (error.code === "CONTENT_REFUSED" && error.charge !== "none")) {
    const { db } = context.services;
    await retryWithBackoff(() => markTask(db, open.attempt.id, "failed", { charge: error.charge }), OUTAGE);
    throw error;
  }
  if (error.charge !== "none") throw uncertain(error);
  return handleRejection(context, open, error);
}

// The attempt stays open, marked as sent, until the edit is failed with it: whoever comes in between finds it uncertain too.
const uncertain = (cause: unknown): AppError => new AppError("SUBMIT_UNCERTAIN", { cause, retryable: false });

const NOT_TAKEN = "The image service did not take this edit after all. Nothing was charged.";

/** A provider that asks for a longer pause, in seconds, counts as not available. */
const LONGEST_PAUSE = 60;

/**
 * What follows a submit that the provider certainly did not take: the queue again when it is only
 * busy, another try soon when it is not available, then another editor.
 * @throws the rejection, when none of that is left.
 */
async function handleRejection(context: StageContext, open: OpenAttempt, rejection: AppError): Promise<ImageAnswer> {
  const { db, log } = context.services;
  const { attempt, editor } = open;
  const { retryable, retryAfterSeconds } = rejection;
  const pause = retryAfterSeconds === null ? 2 ** attempt.refusals : Math.max(1, Math.ceil(retryAfterSeconds));
  const busy = retryable && retryAfterSeconds !== null && pause <= LONGEST_PAUSE;
  // Were it lost, what is certain would look uncertain.
  await retryWithBackoff(() => markNotSent(db, attempt.id, pause, busy), OUTAGE);
  await db.transaction().execute(async (tx) => {
    if (await clearEndedCharge(tx, { attemptId: attempt.id, editId: open.edit.id, detail: NOT_TAKEN }))
      await settleSpend(tx, open.edit.id);
  });
  // Such a refusal is the run's end, which says it.
  if (!isAboutTheRequest(rejection.code)) {
    const edit = editLabel(attempt.editId);
    log.warn("an editor did not take an edit", {
      edit,
      editor: editor.id,
      code: rejection.code,
      error: rejection.cause,
    });
  }

  if (busy) return waitForSlot(context, open, pause);
  if (retryable && retryAfterSeconds === null && attempt.refusals + 1 < SUBMIT_TRIES) return answer("submit", pause);
  return failOver(context, open, rejection);
}

/** The queue for a slot, after so many seconds, for as long as an edit may wait in it. */
export async function waitForSlot(context: StageContext, open: OpenAttempt, seconds: number): Promise<ImageAnswer> {
  if ((await secondsWaiting(context.services.db, open.attempt.id)) <= SLOT_SECONDS) return answer("submit", seconds);
  const detail = "The image service has been too busy to take this edit. It cost nothing; please try again.";
  return failOver(context, open, new AppError("PROVIDER_UNAVAILABLE", { detail, cause: new Error("no slot in time") }));
}

/** Refusals after which another editor may be asked: they say nothing about the picture or the words. */
const FAILS_OVER: readonly ErrorCode[] = ["PROVIDER_UNAVAILABLE", "PROVIDER_NOT_CONFIGURED", "PROVIDER_REJECTED"];

/**
 * Hands an edit that its editor certainly did not take to the next one in order: a new attempt, and
 * the row says why. Never when the person picked the editor, and never to a free one.
 * @throws {AppError} the rejection, not to be repeated, when nobody is left.
 */
async function failOver(context: StageContext, open: OpenAttempt, rejection: AppError): Promise<ImageAnswer> {
  const { editId, runId, services } = context;
  const { edit, attempt, editor } = open;
  const next = await nextEditor(context, open, rejection.code);
  if (next === null) {
    const { code, detail, cause } = rejection;
    throw new AppError(code, { detail, cause, charge: "none", retryable: false });
  }
  return services.db.transaction().execute(async (tx): Promise<ImageAnswer> => {
    if ((await lockUnfinishedEdit(tx, editId, runId)) === null) return answer("over");
    const errorCode = RUN_ERROR_CODES.find((code) => code === rejection.code) ?? null;
    await closeAttempt(tx, attempt.id, {
      outcome: "failed",
      errorCode,
      charge: "none",
      providerWords: providerWords(rejection),
    });
    await openAttempt(tx, { id: randomUUID(), editId, runId, editor: next.id });
    await setEditor(
      tx,
      { id: editId, runId },
      {
        editor: next.id,
        editorReason: "fallback",
        editorReasonCode: edit.editorReasonCode ?? rejection.code,
        editorInsteadOf: edit.editorInsteadOf ?? editor.id,
      },
    );
    return answer("submit");
  });
}

async function nextEditor(
  { editId, runId, services }: StageContext,
  { edit, editor }: OpenAttempt,
  code: ErrorCode,
): Promise<ImageEditor | null> {
  if (edit.requestedEditor !== null || editor.free || !FAILS_OVER.includes(code)) return null;
  const tried = new Set([editor.id, ...(await findTriedEditors(services.db, editId, runId))]);
  const left = services.editors.filter((other) => !other.free && !tried.has(other.id) && fitsEditor(other, edit));
  if (left.length === 0) return null;
  const broken = await findBrokenEditors(
    services.db,
    left.map(({ id }) => id),
  );
  return left.find(({ id }) => !broken.includes(id)) ?? null;
}
