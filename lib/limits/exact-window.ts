import { createHash } from "node:crypto";
import { withDeadline } from "@/lib/async";
import { type LimitPolicy, type LimitResult, type RateLimiter, type Requester, windowsOf } from "./rate-limiter";

/** Longest time for a decision, in milliseconds. */
export type DecisionTimes = {
  /** For one that may have to connect: name, TCP and TLS are three round trips before it, to another region 300 ms. */
  firstMs: number;
  /** For any other: a limiter must never be what a person waits for. */
  usualMs: number;
};

export const DECISION_TIMES: DecisionTimes = { firstMs: 1_000, usualMs: 250 };

/**
 * How long a connection without a decision is taken for one that is still there, in milliseconds: one that is kept open
 * on purpose. `fetch` of Node lets one go after four seconds.
 */
const CONNECTED_MS = 30_000;
export const FETCH_CONNECTED_MS = 4_000;

/** Tells how long the decision that begins now may take, and is told when one has ended, well or not. */
export type Pace = { begin: () => number; end: () => void };

/** The pace of one process: its first decision, and one after a long silence, may have to connect. */
export function createPace(
  { firstMs, usualMs }: DecisionTimes = DECISION_TIMES,
  now: () => number = () => performance.now(),
  connectedMs: number = CONNECTED_MS,
): Pace {
  let endedAt = Number.NEGATIVE_INFINITY;
  return {
    begin: () => (now() - endedAt > connectedMs ? firstMs : usualMs),
    end: () => void (endedAt = now()),
  };
}

/**
 * One decision of exact sliding windows, atomic in Redis: of each a list of the times (ms) of the counted requests,
 * oldest first, by the clock of Redis so that the clocks of our processes do not matter. A request is counted in all
 * of them or in none. KEYS: the lists. ARGV: window in ms, 1 to count or 0 to look, our clock in ms for a Redis that
 * lets scripts ask no time, then the limit of each list. Answers {1 allowed or 0, requests left where fewest are,
 * ms until the oldest of the first list leaves; where refused, of the list that is full for longest}.
 */
const WINDOW_SCRIPT = `
local window = tonumber(ARGV[1])
local now = tonumber(ARGV[3])
local time = redis.pcall('TIME')
if not time.err then now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) end
for _, key in ipairs(KEYS) do
  local newest = redis.call('LINDEX', key, -1)
  if newest and tonumber(newest) > now then now = tonumber(newest) end
end

local allowed, remaining, full = 1, nil, 0
local oldest = {}
for index, key in ipairs(KEYS) do
  local first = redis.call('LINDEX', key, 0)
  while first and tonumber(first) <= now - window do
    redis.call('LPOP', key)
    first = redis.call('LINDEX', key, 0)
  end
  oldest[index] = first
  local left = tonumber(ARGV[3 + index]) - redis.call('LLEN', key)
  if left <= 0 then
    allowed = 0
    if first then full = math.max(full, tonumber(first) + window - now) end
  end
  if not remaining or left < remaining then remaining = left end
end
if allowed == 0 then return {0, 0, full} end

if ARGV[2] == '1' then
  for index, key in ipairs(KEYS) do
    redis.call('RPUSH', key, string.format('%.0f', now))
    redis.call('PEXPIRE', key, window)
    oldest[index] = oldest[index] or now
  end
  remaining = remaining - 1
end
local wait = 0
if oldest[1] then wait = tonumber(oldest[1]) + window - now end
return {1, remaining, wait}
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

/** The part of a limiter that asks: `decide` makes one decision under the requester's own key, and rejects when there is none in time. */
export function windowsBy(
  decide: (key: string, policy: LimitPolicy) => Promise<Decision>,
): Pick<RateLimiter, "take" | "check"> {
  const take = async (policy: LimitPolicy, who: Requester): Promise<LimitResult> => {
    const { allowed, remaining, waitMs } = await decide(windowsOf(policy, who)[0]?.key ?? "", policy);
    return { allowed, limit: policy.limit, remaining, resetSeconds: Math.ceil(waitMs / 1000) };
  };
  return { take, check: async () => void (await take(CHECK, { address: "", browser: null })) };
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

/** `waitMs`: until one more request is let in, or the oldest counted one leaves the window. */
export type Decision = { allowed: boolean; remaining: number; waitMs: number };

/**
 * Counts one request under `key`, the requester's own, and where the policy has a limit for the address under that of
 * the address as well, unless it is refused; with `"look"` it only tells.
 * @throws when Redis does not answer, or with what is no decision. After either it is not asked
 * again: what is asked twice may be counted twice.
 *
 * @example await decideWindow(redis, "mizual:limit:edit:client", { limit: 10, windowSeconds: 60 }, "count")
 */
export async function decideWindow(
  redis: ScriptRunner,
  key: string,
  { limit, addressLimit, windowSeconds }: Omit<LimitPolicy, "name">,
  purpose: "count" | "look",
): Promise<Decision> {
  // The address's own key is what comes before the browser.
  const [keys, limits] =
    addressLimit === undefined
      ? [[key], [limit]]
      : [
          [key, key.slice(0, key.lastIndexOf("}") + 1)],
          [limit, addressLimit],
        ];
  const args = [windowSeconds * 1000, purpose === "count" ? 1 : 0, Date.now(), ...limits].map(String);
  const answer = await runScript(redis, keys, args);
  const numbers = Array.isArray(answer) ? answer.map(Number) : [];
  const [allowed, remaining, waitMs] = numbers;
  if (allowed === undefined || remaining === undefined || waitMs === undefined || numbers.some(Number.isNaN)) {
    throw new Error("Redis gave an answer that is no decision");
  }
  return { allowed: allowed === 1, remaining, waitMs };
}

async function runScript(redis: ScriptRunner, keys: string[], args: string[]): Promise<unknown> {
  try {
    return await redis.evalsha(SHA1, keys, args);
  } catch (error) {
    if (!String(error).includes("NOSCRIPT")) throw error;
    return redis.eval(WINDOW_SCRIPT, keys, args);
  }
}
