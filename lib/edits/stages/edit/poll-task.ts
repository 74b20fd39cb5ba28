import { markTask, secondsSinceSent } from "@/db/queries/attempts";
import type { PollResult } from "@/lib/providers/port";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { CHECK_SECONDS, POLL_MS, PROVIDER_SECONDS } from "../../budgets";
import { editLabel } from "../../edit-label";
import { usualTime } from "../../usual-time";
import { withDeadline } from "@/lib/async";
import type { StageContext } from "../stage";
import { costOf, knownCost } from "./cost-of";
import { findWork, type Work } from "./find-work";

/** One durable poll asks for this long, then sleeps. */
const POLL_STEP_MS = 8_000;

/**
 * Asks after the task until it is ready. A question that fails and may be repeated fails nothing: the
 * task is paid for, and is asked after until the provider's time is up.
 * @throws {AppError} what the task ended with; `PROVIDER_TIMEOUT`, with the task still stored.
 */
export async function pollTask(context: StageContext): Promise<string> {
  const { services, editId } = context;
  const work = await findWork(context);
  if (typeof work === "string") return work;
  const { attempt } = work;
  const patience = attempt.checkedAt === null ? PROVIDER_SECONDS : CHECK_SECONDS;
  const until = Date.now() + POLL_STEP_MS;
  let trouble: unknown = null;
  for (let pause = 250; ; pause = Math.min(pause * 1.5, 1_000)) {
    try {
      const result = await askOnce(services, work);
      if (result.state === "ready") return "ready";
    } catch (error) {
      if (!mayAskAgain(error)) throw error;
      if (trouble === null) services.log.warn("a poll failed", { edit: editLabel(editId), error });
      trouble = error;
    }
    const elapsed = await secondsSinceSent(services.db, attempt.id);
    if (elapsed > patience) throw new AppError("PROVIDER_TIMEOUT", { cause: trouble, retryable: false });
    const rest = await pauseOf(services, work, elapsed);
    if (rest > 2 || Date.now() + pause > until) return `running:${rest}`;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** One question; its answer is noted when it is the last one. */
export async function askOnce(services: Services, { attempt, editor }: Work): Promise<PollResult> {
  try {
    const result = await withDeadline(POLL_MS, "PROVIDER_UNAVAILABLE", (signal) =>
      editor.poll(attempt.pollingUrl ?? "", signal),
    );
    if (result.state === "ready") {
      const cost = result.cost ?? knownCost(attempt);
      await markTask(services.db, attempt.id, "ready", { ...costOf(cost), charge: editor.free ? "none" : "made" });
    }
    return result;
  } catch (error) {
    // The price that the submit told is not certain to be charged for a task that failed.
    if (error instanceof AppError && !error.retryable)
      await markTask(services.db, attempt.id, "failed", { charge: error.charge });
    throw error;
  }
}

/** Only a provider's own, final word ends a task. */
export function mayAskAgain(error: unknown): boolean {
  return !(error instanceof AppError) || error.retryable;
}

/**
 * Seconds until asking again is useful: long before the usual time, then 2, then ever longer up to 10.
 * What the provider publishes bounds what experience tells, for late polls are part of that: they would
 * make each other ever later, and each keeps a slot meanwhile.
 */
async function pauseOf(services: Services, { attempt, editor }: Work, elapsed: number): Promise<number> {
  const experience = (await usualTime(services, editor.id)) ?? 0;
  const usual = Math.min(experience, editor.capabilities.usualSeconds ?? experience);
  const left = attempt.checkedAt === null ? usual - elapsed : 0;
  if (left > 4) return Math.min(20, Math.floor(left * 0.7));
  return Math.min(10, 2 + Math.floor(Math.max(0, -left) / 10));
}
