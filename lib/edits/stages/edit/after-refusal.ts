import { markNotSent, secondsWaiting } from "@/db/queries/attempts";
import { AppError } from "@/lib/errors";
import { SLOT_SECONDS, SUBMIT_TRIES } from "../../budgets";
import { keepTrying } from "../../keep-trying";
import type { StageContext } from "../stage";
import { fallBack } from "./fall-back";
import type { Work } from "./find-work";

/** A provider that asks for a longer pause, in seconds, counts as not available. */
const LONGEST_PAUSE = 60;

/**
 * What follows a submit that the provider certainly did not take: the queue again when it is only
 * busy, another try soon when it is not available, then another editor.
 * @throws the refusal, when none of that is left.
 */
export async function afterRefusal(context: StageContext, work: Work, refusal: AppError): Promise<string> {
  const { db, log } = context.services;
  const { attempt, editor } = work;
  const { retryable, retryAfterSeconds } = refusal;
  const pause = retryAfterSeconds === null ? 2 ** attempt.refusals : Math.max(1, Math.ceil(retryAfterSeconds));
  const busy = retryable && retryAfterSeconds !== null && pause <= LONGEST_PAUSE;
  // Were it lost, what is certain would look uncertain.
  await keepTrying(() => markNotSent(db, attempt.id, pause, busy));
  log.warn("an editor did not take an edit", { editor: editor.id, code: refusal.code, error: refusal.cause });

  if (busy) return afterWaiting(context, work, pause);
  if (retryable && retryAfterSeconds === null && attempt.refusals + 1 < SUBMIT_TRIES) return `submit:${pause}`;
  return fallBack(context, work, refusal);
}

/** The queue again, for as long as an edit may wait in it. */
export async function afterWaiting(context: StageContext, work: Work, pause: number): Promise<string> {
  if ((await secondsWaiting(context.services.db, work.attempt.id)) <= SLOT_SECONDS) return `submit:${pause}`;
  const detail = "The image service has been too busy to take this edit. It cost nothing; please try again.";
  return fallBack(context, work, new AppError("PROVIDER_UNAVAILABLE", { detail, cause: new Error("no slot in time") }));
}
