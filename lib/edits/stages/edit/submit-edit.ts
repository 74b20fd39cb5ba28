import { markAccepted, markTask } from "@/db/queries/attempts";
import { hasParkedResult } from "@/db/queries/parked-results";
import type { Submission } from "@/lib/providers/port";
import { AppError } from "@/lib/errors";
import { SUBMIT_MS, TURN_MS, TURN_SECONDS } from "../../budgets";
import { keepTrying } from "../../keep-trying";
import { withDeadline } from "@/lib/async";
import { endOf } from "../end-of";
import type { StageContext } from "../stage";
import { allowSend } from "./allow-send";
import { afterRefusal, afterWaiting } from "./after-refusal";
import { afterSend } from "./after-send";
import { costOf } from "./cost-of";
import { findWork } from "./find-work";
import { keepResult } from "./keep-result";
import { showLife } from "./show-life";
import { slotPause } from "./slot-pause";
import { submitRequest } from "./submit-request";
import { tellProgress } from "./tell-progress";
import { waitForTurn, waitOn } from "./wait-for-turn";

/** How long an editor may work, and an edit wait for its turn at one in this process, in a step and in all. */
const LIMITS = { workMs: SUBMIT_MS, turnMs: TURN_MS, turnSeconds: TURN_SECONDS, lookMs: 1_000 };

/** Sends the edit to its editor, once; or says how long to wait for a slot. */
export async function submitEdit(context: StageContext, limits: typeof LIMITS = LIMITS): Promise<string> {
  const { services } = context;
  const { db } = services;
  const work = await findWork(context);
  if (typeof work === "string") return work;
  const { attempt, editor } = work;

  if (await hasParkedResult(db, attempt.id)) return "parked";
  if (attempt.pollingUrl !== null) return "accepted";
  if (attempt.sentAt !== null && !editor.free) return afterSend(context, work);

  // Asked first without the lock, so that a picture is not read for every turn of the queue.
  const pause = await slotPause(db, work);
  if (pause > 0) return afterWaiting(context, work, pause);
  const request = await submitRequest(context, work);
  const allowed = await allowSend(context, work);
  if (allowed === "over") return "over";
  if (allowed === "sent") return "submit:1";
  if (allowed > 0) return afterWaiting(context, work, allowed);

  // Free work stops when nobody waits for it any more; what may be paid for never does.
  const over = new AbortController();
  const stop = (): void => (editor.free ? over.abort() : undefined);
  const progress = tellProgress(context, stop);
  const life = editor.free ? showLife(context, limits.lookMs, stop) : null;
  const code = editor.free ? "TIMED_OUT" : "PROVIDER_TIMEOUT";
  let turn: ReturnType<typeof waitForTurn> | undefined;
  let submission: Submission;
  try {
    submission = await withDeadline(limits.workMs, code, (late, extend) => {
      const signal = AbortSignal.any([late, over.signal]);
      if (life !== null) turn = waitForTurn(context, work, { ...limits, extend, look: life.show, signal });
      return editor.submit({ ...request, onProgress: progress.tell, ...(turn && { turn }) }, signal);
    });
  } catch (error) {
    if (over.signal.aborted) return await endOf(context, "processing_image");
    if (turn?.isWaiting()) return await waitOn(context, work, limits.turnSeconds);
    if (editor.free) throw error;
    if (!(error instanceof AppError)) throw uncertain(error);
    // It answered, so what happened is certain, whatever it cost.
    if (error.charge === "made" || (error.code === "CONTENT_REFUSED" && error.charge !== "none")) {
      await keepTrying(() => markTask(db, attempt.id, "failed", { charge: error.charge }));
      throw error;
    }
    if (error.charge !== "none") throw uncertain(error);
    return await afterRefusal(context, work, error);
  } finally {
    await Promise.all([progress.end(), life?.end()]);
  }
  const { model, cost } = submission;
  const charge = editor.free ? "none" : submission.state === "accepted" && cost === null ? "possible" : "made";
  const paid = { model, ...costOf(cost), charge } as const;
  if (submission.state === "accepted") {
    const { providerId, pollingUrl } = submission;
    // What is paid for is worth more than one try at writing down where it lies.
    await keepTrying(() => markAccepted(db, attempt.id, { providerId, pollingUrl, ...paid }));
    return "accepted";
  }
  if (!editor.free) await keepTrying(() => markTask(db, attempt.id, "ready", paid));
  return keepResult(context, { ...work, attempt: { ...attempt, model } }, submission.picture, cost);
}

// The attempt stays open, marked as sent, until the edit is failed with it: whoever comes in between finds it uncertain too.
const uncertain = (cause: unknown): AppError => new AppError("SUBMIT_UNCERTAIN", { cause, retryable: false });
