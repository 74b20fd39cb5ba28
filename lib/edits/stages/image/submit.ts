import { markAccepted, markTask } from "@/db/queries/attempts";
import { type EditRow, findPictureOf, writeResultNotes } from "@/db/queries/edits";
import { hasParkedResult } from "@/db/queries/parked-results";
import { retryWithBackoff, withDeadline } from "@/lib/async";
import type { Submission, SubmitRequest } from "@/lib/providers/port";
import type { Services } from "@/lib/services";
import { FIRST_POLL_SECONDS, OUTAGE, SUBMIT_MS, TURN_MS, TURN_SECONDS } from "../../budgets";
import { originalOf, pathTo } from "../../chain";
import { readPicture } from "../../pictures";
import { webhookOf } from "../../webhook";
import { answer, reportProgress, resolveStageEnd, type StageContext, startHeartbeat } from "../stage";
import { costColumns, type ImageAnswer, type OpenAttempt, readOpenAttempt, sentPicture } from "./attempt";
import { queueDelay, requeue, takeSlot, waitForTurn } from "./queue";
import { handleSubmitError, recoverSubmitted, waitForSlot } from "./recover";
import { endUnchanged, storeResult, unchanged } from "./store";

/** How long an editor may work, and an edit wait for its turn at one in this process, in a step and in all. */
const LIMITS = { workMs: SUBMIT_MS, turnMs: TURN_MS, turnSeconds: TURN_SECONDS, lookMs: 1_000 };

/**
 * Sends the edit to its editor, once; or says how long to wait for a slot.
 * @param isFirstLook this run has not looked at the attempt before: see {@link recoverSubmitted}.
 */
export async function submitAttempt(
  context: StageContext,
  limits: typeof LIMITS = LIMITS,
  isFirstLook = false,
): Promise<ImageAnswer> {
  const { db } = context.services;
  const open = await readOpenAttempt(context);
  if ("state" in open) return open;
  const { attempt, editor } = open;

  if (await hasParkedResult(db, attempt.id)) return answer("parked");
  if (attempt.pollingUrl !== null) return answer("accepted");
  if (attempt.sentAt !== null && !editor.free) return recoverSubmitted(context, open, isFirstLook);

  // Asked first without the lock, so that a picture is not read for every turn of the queue.
  const delay = await queueDelay(db, open);
  if (delay > 0) return waitForSlot(context, open, delay);
  const request = await submitRequest(context, open);
  const slot = await takeSlot(context, open);
  switch (slot.state) {
    case "over":
      return answer("over");
    case "sent":
      return answer("submit", 1);
    case "full":
      return waitForSlot(context, open, slot.seconds);
    case "taken":
      return send(context, open, request, limits);
  }
}

/** The one call that may cost money, and what follows from how it ends. */
async function send(
  context: StageContext,
  open: OpenAttempt,
  request: SubmitRequest,
  limits: typeof LIMITS,
): Promise<ImageAnswer> {
  const { editor } = open;
  // Free work stops when nobody waits for it any more; what may be paid for never does.
  const over = new AbortController();
  const stop = (): void => (editor.free ? over.abort() : undefined);
  const progress = reportProgress(context, stop);
  const heartbeat = editor.free ? startHeartbeat(context, "processing_image", limits.lookMs, stop) : null;
  const code = editor.free ? "TIMED_OUT" : "PROVIDER_TIMEOUT";
  let turn: ReturnType<typeof waitForTurn> | undefined;
  let submission: Submission;
  try {
    submission = await withDeadline(limits.workMs, code, (late, extend) => {
      const signal = AbortSignal.any([late, over.signal]);
      if (heartbeat !== null) turn = waitForTurn(context, open, { ...limits, extend, look: heartbeat.show, signal });
      return editor.submit({ ...request, onProgress: progress.tell, ...(turn && { turn }) }, signal);
    });
  } catch (error) {
    if (over.signal.aborted) return await resolveStageEnd(context, "processing_image");
    if (turn?.isWaiting()) return await requeue(context, open, limits.turnSeconds);
    if (editor.free) throw error;
    return await handleSubmitError(context, open, error);
  } finally {
    await Promise.all([progress.end(), heartbeat?.end()]);
  }
  return keepSubmission(context, open, submission);
}

/** Writes down what the editor answered: where its task lies, or the picture itself. */
async function keepSubmission(
  context: StageContext,
  { edit, attempt, editor }: OpenAttempt,
  submission: Submission,
): Promise<ImageAnswer> {
  const { db } = context.services;
  const { model, cost } = submission;
  const charge = editor.free ? "none" : submission.state === "accepted" && cost === null ? "possible" : "made";
  const paid = { model, ...costColumns(cost), charge } as const;
  if (submission.state === "accepted") {
    const { providerId, pollingUrl, refusedHost = null } = submission;
    // What is paid for is worth more than one try at writing down where it lies.
    const task = { providerId, pollingUrl, ...paid };
    await retryWithBackoff(() => markAccepted(db, attempt, task), OUTAGE);
    if (refusedHost !== null) context.services.log.warn("a polling address was not used", { refusedHost });
    // Right after a submit not every machine of the provider knows the task.
    return answer("accepted", FIRST_POLL_SECONDS);
  }
  if (!editor.free) await retryWithBackoff(() => markTask(db, attempt.id, "ready", paid), OUTAGE);
  if (!editor.free && submission.isSource === true) {
    await retryWithBackoff(() => endUnchanged(db, edit.id, attempt.id), OUTAGE);
    throw unchanged();
  }
  const { picture, notes, leftOut = [] } = submission;
  if (notes.length + leftOut.length > 0)
    await retryWithBackoff(() => writeResultNotes(db, edit.id, { resultNotes: notes, leftOut }), OUTAGE);
  return storeResult(context, { edit, attempt: { ...attempt, model }, editor }, picture, cost);
}

/** What the editor is sent. */
async function submitRequest(
  { services }: Pick<StageContext, "services">,
  { edit, attempt, editor }: OpenAttempt,
): Promise<SubmitRequest> {
  return {
    attemptId: attempt.id,
    prompt: edit.enhancedPrompt ?? edit.prompt ?? "",
    plan: edit.plan,
    picture: await sentPicture(services, { edit, editor }),
    mask: null,
    webhook: webhookOf(services, editor, attempt.id),
    bestEffort: edit.bestEffort,
    version: (number) => readVersion(services, edit, number),
  };
}

/**
 * Another version of an edit's picture by its number: 0 the original upload, n the result of the edit that is shown as
 * version n, on the way to this one or made by the same browser. `null` when there is none, or when it was deleted.
 * @throws {AppError} `STORAGE_UNAVAILABLE` when it cannot be read.
 */
async function readVersion({ db, blobs }: Services, edit: EditRow, number: number): Promise<Uint8Array | null> {
  const key = await versionKey(db, edit, number);
  return key === null ? null : readPicture(blobs, key);
}

async function versionKey(db: Services["db"], edit: EditRow, number: number): Promise<string | null> {
  const picture = await findPictureOf(db, edit.id);
  const path = pathTo(picture, edit.id) ?? [];
  const parent = path.at(-2);
  // The edit's own source is there whatever was deleted.
  if (number === (parent?.version ?? 0)) return edit.originalKey;
  if (number === 0) return originalOf(picture, path, edit.ownerHash)?.originalKey ?? null;
  const named = picture.find(({ version }) => version === number);
  const isOwn = edit.ownerHash !== null && named?.ownerHash === edit.ownerHash;
  const isSeen = named !== undefined && (path.includes(named) || isOwn);
  return isSeen && named.status === "completed" && named.deletedAt === null ? named.resultKey : null;
}
