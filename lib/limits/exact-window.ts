import { createHash } from "node:crypto";
import { withDeadline } from "@/lib/async";
import type { LimitPolicy, LimitResult, RateLimiter } from "./rate-limiter";

/** Longest time for a decision, in milliseconds. */
export type DecisionTimes = {
  /** For one that may have to connect: name, TCP and TLS are three round trips before it, to another region 300 ms. */
  firstMs: number;
  /** For any other: a limiter must never be what a person waits for. */
  usualMs: number;
};

export const DECISION_TIMES: DecisionTimes = { firstMs: 1_000, usualMs: 250 };

/** How long a connection without a decision is taken for one that is still there, in milliseconds. */
const CONNECTED_MS = 30_000;

/** Tells how long the decision that begins now may take, and is told when one has ended, well or not. */
export type Pace = { begin(): number; end(): void };

/** The pace of one process: its first decision, and one after a long silence, may have to connect. */
export function createPace(
  { firstMs, usualMs }: DecisionTimes = DECISION_TIMES,
  now: () => number = () => performance.now(),
): Pace {
  let endedAt = Number.NEGATIVE_INFINITY;
  return {
    begin: () => (now() - endedAt > CONNECTED_MS ? firstMs : usualMs),
    end: () => void (endedAt = now()),
  };
}

/**
 * One decision of an exact sliding window, atomic in Redis: a list of the times (ms) of the counted
 * requests, oldest first, by the clock of Redis so that the clocks of our processes do not matter.
 * KEYS: the list. ARGV: limit, window in ms, 1 to count or 0 to look, our clock in ms for a Redis that
 * lets scripts ask no time. Answers {1 allowed or 0, requests left, ms until the oldest leaves}.
 */
const WINDOW_SCRIPT = `
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local now = tonumber(ARGV[4])
local time = redis.pcall('TIME')
if not time.err then now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) end

local newest = redis.call('LINDEX', KEYS[1], -1)
if newest and tonumber(newest) > now then now = tonumber(newest) end
local oldest = redis.call('LINDEX', KEYS[1], 0)
while oldest and tonumber(oldest) <= now - window do
  redis.call('LPOP', KEYS[1])
  oldest = redis.call('LINDEX', KEYS[1], 0)
end

local counted = redis.call('LLEN', KEYS[1])
local allowed = 0
if counted < limit then
  allowed = 1
  if ARGV[3] == '1' then
    redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
    redis.call('PEXPIRE', KEYS[1], window)
    counted = counted + 1
    oldest = oldest or now
  end
end
local wait = 0
if oldest then wait = tonumber(oldest) + window - now end
return {allowed, math.max(0, limit - counted), wait}
`;

const SHA1 = createHash("sha1").update(WINDOW_SCRIPT).digest("hex");

/** What is needed of a Redis, whatever way leads to it. Both reject when it does not answer. */
export type ScriptRunner = {
  /** Rejects with an error that names `NOSCRIPT` when Redis does not know the script. */
  evalsha(sha1: string, keys: string[], args: string[]): Promise<unknown>;
  eval(script: string, keys: string[], args: string[]): Promise<unknown>;
};

/** What a check counts against: a list of its own, gone after a second. */
const CHECK: LimitPolicy = { name: "check", limit: 10, windowSeconds: 1 };

/** The part of a limiter that asks: `decide` makes one decision under a key, and rejects when there is none in time. */
export function windowsBy(
  decide: (key: string, policy: LimitPolicy) => Promise<Decision>,
): Pick<RateLimiter, "take" | "check"> {
  const take = async (policy: LimitPolicy, client: string): Promise<LimitResult> => {
    const { allowed, remaining, waitMs } = await decide(`${policy.name}:${client}`, policy);
    return { allowed, limit: policy.limit, remaining, resetSeconds: Math.ceil(waitMs / 1000) };
  };
  return { take, check: async () => void (await take(CHECK, "")) };
}

/**
 * Exact sliding windows in a Redis, shared by all processes. Keys start with `prefix`. `take` rejects
 * when Redis has not answered in time; the request may then have been counted.
 */
export function createExactWindow(
  redis: ScriptRunner,
  prefix: string,
  pace: Pace = createPace(),
): Pick<RateLimiter, "take" | "check"> {
  return windowsBy((key, policy) =>
    withDeadline(pace.begin(), lateAnswer, () => decideWindow(redis, `${prefix}:${key}`, policy, "count")).finally(
      pace.end,
    ),
  );
}

/** What a limiter rejects with when Redis takes too long. */
export const lateAnswer = (decisionMs: number): Error => new Error(`Redis did not answer within ${decisionMs} ms`);

/** `waitMs`: until the oldest counted request leaves the window. */
export type Decision = { allowed: boolean; remaining: number; waitMs: number };

/**
 * Counts one request under `key`, unless it is refused; with `"look"` it only tells.
 * @throws when Redis does not answer, or with what is no decision. After either it is not asked
 * again: what is asked twice may be counted twice.
 *
 * @example await decideWindow(redis, "mizual:limit:edit:client", { limit: 10, windowSeconds: 60 }, "count")
 */
export async function decideWindow(
  redis: ScriptRunner,
  key: string,
  { limit, windowSeconds }: Pick<LimitPolicy, "limit" | "windowSeconds">,
  purpose: "count" | "look",
): Promise<Decision> {
  const args = [String(limit), String(windowSeconds * 1000), purpose === "count" ? "1" : "0", String(Date.now())];
  const answer = await runScript(redis, key, args);
  const numbers = Array.isArray(answer) ? answer.map(Number) : [];
  const [allowed, remaining, waitMs] = numbers;
  if (allowed === undefined || remaining === undefined || waitMs === undefined || numbers.some(Number.isNaN)) {
    throw new Error("Redis gave an answer that is no decision");
  }
  return { allowed: allowed === 1, remaining, waitMs };
}

async function runScript(redis: ScriptRunner, key: string, args: string[]): Promise<unknown> {
  try {
    return await redis.evalsha(SHA1, [key], args);
  } catch (error) {
    if (!String(error).includes("NOSCRIPT")) throw error;
    return redis.eval(WINDOW_SCRIPT, [key], args);
  }
}
