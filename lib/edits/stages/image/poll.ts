import { believeDoubts, forgetDoubts, noteDoubt, noteRefusedHost } from "@/db/queries/attempt-doubts";
import { markTask, noteAnswer, secondsSinceSent } from "@/db/queries/attempts";
import { findParkedResult } from "@/db/queries/parked-results";
import { sleep, withDeadline } from "@/lib/async";
import { AppError } from "@/lib/errors";
import { type Cost, type Picture, type PollResult, refusedHostOf } from "@/lib/providers/port";
import type { Services } from "@/lib/services";
import {
  CHECK_SECONDS,
  DOUBT_PAUSE_SECONDS,
  DOUBT_SECONDS,
  DOUBTS,
  FETCH_MS,
  FETCH_TRIES,
  GAP_SECONDS,
  GIVE_UP_SECONDS,
  POLL_MS,
  PROVIDER_SECONDS,
} from "../../budgets";
import { editLabel } from "../../edit-id";
import { usualTime } from "../../progress";
import { answer, type StageContext } from "../stage";
import { costColumns, type ImageAnswer, knownCost, type OpenAttempt, readOpenAttempt } from "./attempt";
import { storeResult } from "./store";

type Ready = Extract<PollResult, { state: "ready" }>;

/**
 * One durable poll asks for this long, then sleeps; what it fetches may take longer. Where each step is paid for, it
 * waits longer itself: most tasks are over within it. In this process it asks once: who waits in a step keeps one of the
 * runner's few workers from all others, whose pictures may be ready.
 */
const POLL_STEP_MS = { metered: 15_000, server: 8_000, embedded: 0 };

const stepMs = ({ isMetered, runs }: Services["env"]): number =>
  POLL_STEP_MS[isMetered ? "metered" : runs === "embedded" ? "embedded" : "server"];

/**
 * Asks after the task until it is ready, and fetches the picture. A question that fails and may be repeated fails
 * nothing: the task is paid for, and is asked after until the provider answers, and its time is up by its answers. Nor does
 * one reply that it is lost: only several in a row, some time after the submit, and then it can still be checked.
 * @throws {AppError} what the task ended with; `PROVIDER_TIMEOUT`, with the task still stored.
 */
export async function pollAttempt(context: StageContext): Promise<ImageAnswer> {
  const { services, editId } = context;
  const open = await readOpenAttempt(context);
  if ("state" in open) return open;
  const { attempt } = open;
  const { isMetered } = services.env;
  const until = Date.now() + stepMs(services.env);
  let trouble: unknown = null;
  for (let pause = 250; ; pause = Math.min(pause * 1.5, 1_000)) {
    let ready: Ready | null = null;
    let failed: unknown = null;
    try {
      const result = await pollOnce(services, open);
      if (result.state === "ready") ready = result;
      if (result.state === "doubtful") {
        const { inARow, seconds } = await noteDoubt(services.db, attempt.id);
        if (inARow >= DOUBTS && seconds >= DOUBT_SECONDS) {
          await believeDoubts(services.db, attempt.id, result.why.charge);
          throw result.why;
        }
        services.log.warn("a provider doubts a task", { edit: editLabel(editId), inARow, error: result.why.cause });
        return answer("running", DOUBT_PAUSE_SECONDS);
      }
      if (attempt.doubts > 0) await forgetDoubts(services.db, attempt.id);
    } catch (error) {
      if (!mayAskAgain(error)) throw error;
      if (trouble === null) services.log.warn("a poll failed", { edit: editLabel(editId), error });
      trouble = error;
      failed = error;
    }
    // Its address does not live long, and a step of its own would be counted and paid for.
    if (ready !== null) return fetchAttempt(context, 1, ready);
    const elapsed = await secondsWithin(services, attempt, failed === null);
    if (elapsed === null) throw new AppError("PROVIDER_TIMEOUT", { cause: trouble, retryable: false });
    const rest = await pauseOf(services, open, elapsed);
    const wait = isMetered && rest > 2 ? rest * 1000 : pause;
    if ((!isMetered && rest > 2) || Date.now() + wait > until) return answer("running", rest);
    await sleep(wait);
  }
}

/**
 * Seconds since the submit, or since somebody asked to look once more; `null`: the time for that is up. A provider has
 * its time by its answers, so that one which nobody could ask, or a server that was away, ends nothing.
 */
async function secondsWithin(
  { db }: Services,
  { id, checkedAt }: OpenAttempt["attempt"],
  answered: boolean,
): Promise<number | null> {
  const { answeringSeconds, sinceSentSeconds } = answered
    ? await noteAnswer(db, id, GAP_SECONDS)
    : { answeringSeconds: 0, sinceSentSeconds: await secondsSinceSent(db, id) };
  const isOver =
    checkedAt === null
      ? answeringSeconds > PROVIDER_SECONDS || sinceSentSeconds > GIVE_UP_SECONDS
      : sinceSentSeconds > CHECK_SECONDS;
  return isOver ? null : sinceSentSeconds;
}

/** One question; its answer is noted when it is the last one. */
export async function pollOnce(services: Services, { attempt, editor }: OpenAttempt): Promise<PollResult> {
  try {
    const result = await withDeadline(POLL_MS, "PROVIDER_UNAVAILABLE", (signal) =>
      editor.poll(attempt.pollingUrl ?? "", signal),
    );
    if (result.state === "ready") {
      const cost = result.cost ?? knownCost(attempt);
      await markTask(services.db, attempt.id, "ready", { ...costColumns(cost), charge: editor.free ? "none" : "made" });
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
function mayAskAgain(error: unknown): boolean {
  return !(error instanceof AppError) || error.retryable;
}

/**
 * Seconds until asking again is useful: long before the usual time, then 1 or 2, then ever longer up to 10.
 * What the provider publishes bounds what experience tells, for late polls are part of that: they would
 * make each other ever later, and each keeps a slot meanwhile.
 */
async function pauseOf(services: Services, { attempt, editor }: OpenAttempt, elapsed: number): Promise<number> {
  const experience = (await usualTime(services, editor.id)) ?? 0;
  const usual = Math.min(experience, editor.capabilities.usualSeconds ?? experience);
  const left = attempt.checkedAt === null ? usual - elapsed : 0;
  if (left > 4) return Math.min(20, Math.floor(left * 0.7));
  // A sleep of the embedded runner costs nothing but a statement, and a step of a server a call.
  const least = services.env.runs === "embedded" ? 1 : 2;
  return Math.min(10, least + Math.floor(Math.max(0, -left) / 10));
}

/**
 * Keeps the picture of a task that is ready: of the one that has just been asked after, or of a new address, because
 * such an address does not live long. Where that fails, or what came is no picture, it is asked for a fresh address some
 * times; never for another picture.
 * @throws {AppError} `PROVIDER_BAD_RESULT` when it cannot be had, with the task and what came still stored.
 */
export async function fetchAttempt(
  context: StageContext,
  round: number,
  ready: Ready | null = null,
): Promise<ImageAnswer> {
  const { services, editId } = context;
  const open = await readOpenAttempt(context);
  if ("state" in open) return open;
  let result: { picture: Picture; cost: Cost | null };
  try {
    result = await fetchOnce(services, open, ready);
  } catch (error) {
    const refusedHost = refusedHostOf(error);
    if (refusedHost !== null) await noteRefusedHost(services.db, open.attempt.id, refusedHost);
    const host = refusedHost === null ? {} : { refusedHost };
    services.log.warn("a result was not fetched", { edit: editLabel(editId), ...host, error });
    if (round < FETCH_TRIES && mayAskAgain(error)) return answer("ready", 2 ** round);
    throw unfetched(error);
  }
  const before = await findParkedResult(services.db, open.attempt.id);
  try {
    return await storeResult(context, open, result.picture, result.cost);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "PROVIDER_BAD_RESULT") || round >= FETCH_TRIES) throw error;
    // What came is no picture, or not a whole one. The same task may bring a better copy, unless it brings the same.
    if (before !== null && Buffer.from(before.bytes).equals(result.picture.bytes)) throw error;
    services.log.warn("a result is not usable", { edit: editLabel(editId), error: error.cause });
    return answer("ready", 2 ** round);
  }
}

async function fetchOnce(
  services: Services,
  open: OpenAttempt,
  ready: Ready | null,
): Promise<{ picture: Picture; cost: Cost | null }> {
  const result = ready ?? (await pollOnce(services, open));
  if (result.state !== "ready") throw new Error("the result went away");
  const picture = await withDeadline(FETCH_MS, "PROVIDER_UNAVAILABLE", (signal) =>
    open.editor.fetch(result.resultUrl, signal),
  );
  return { picture, cost: result.cost ?? knownCost(open.attempt) };
}

/** A provider's own final word stays; trouble on the way means that the picture could not be had. */
function unfetched(error: unknown): AppError {
  const final = error instanceof AppError && !error.retryable;
  const detail =
    "The image service made the picture, but it could not be fetched. It has charged for it; checking again later is free.";
  return new AppError(final ? error.code : "PROVIDER_BAD_RESULT", {
    cause: final ? error.cause : error,
    detail: final ? error.detail : detail,
    charge: "made",
    retryable: false,
  });
}
