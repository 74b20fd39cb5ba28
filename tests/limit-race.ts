import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { LimitPolicy, RateLimiter, Requester } from "@/lib/limits/rate-limiter";
import type { Allowed, LimitRace } from "./limit-worker";
import { runChild } from "./run-child";

const WORKERS = 4;

/** All have started by then, on a busy machine too, in milliseconds. */
const START_MS = 6_000;

/** Four processes ask one store for the same limit, `atOnce` requests at a time, for so many seconds; what was allowed. */
export async function raceForLimit(options: Omit<LimitRace, "prefix" | "startAt">): Promise<Allowed[]> {
  const task: LimitRace = { ...options, prefix: `mizual:test:${randomUUID()}`, startAt: Date.now() + START_MS };
  const workers = Array.from({ length: WORKERS }, () => runChild("tests/limit-worker.ts", [JSON.stringify(task)]));
  const ended = await Promise.all(workers.map((worker) => worker.ended));
  const errors = ended.map((worker) => worker.errors).join("");
  if (errors !== "") throw new Error(errors);
  return ended.flatMap(({ output }) => JSON.parse(output) as Allowed[]);
}

/** Those starts after which more than `limit` requests were sent and answered within one window. */
export function windowsOverLimit(allowed: readonly Allowed[], { limit, windowSeconds }: LimitPolicy): Allowed[] {
  const windowMs = windowSeconds * 1000;
  return allowed.filter(
    (first) =>
      allowed.filter(({ sent, answered }) => sent >= first.sent && answered < first.sent + windowMs).length > limit,
  );
}

/**
 * Why a limiter could not tell: the error. "decided" when it could, "late" when it took longer than the
 * 250 ms it has: timers of one process fire in their order, however busy the machine is.
 */
export async function failureOf(limiter: RateLimiter, policy: LimitPolicy, who: Requester): Promise<unknown> {
  const taken = limiter.take(policy, who).then(
    () => "decided",
    (reason: unknown) => reason,
  );
  return Promise.race([taken, sleep(300, "late")]);
}
