import { Ratelimit, type RatelimitConfig } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { withDeadline } from "@/lib/async";
import {
  createPace,
  FETCH_CONNECTED_MS,
  type Decision,
  DECISION_TIMES,
  type DecisionTimes,
  decideWindow,
  lateAnswer,
  type ScriptRunner,
  windowsBy,
} from "./exact-window";
import type { LimitPolicy, RateLimiter } from "./rate-limiter";

/**
 * Counts in Upstash Redis over HTTPS, for platforms where no process lives long.
 * @param options.prefix start of every key.
 * @param options.times longest time for one decision.
 */
export function createUpstashLimiter(options: {
  url: string;
  token: string;
  prefix: string;
  times?: DecisionTimes;
}): RateLimiter {
  const { url, token, prefix, times = DECISION_TIMES } = options;
  const pace = createPace(times, undefined, FETCH_CONNECTED_MS);
  const redis = new Redis({
    url,
    token,
    // `false` would still ask twice, and what is asked twice may be counted twice.
    retry: { retries: 0 },
    // Must be a function: the client takes a signal that has fired for an answer.
    signal: () => AbortSignal.timeout(pace.begin()),
    enableTelemetry: false,
    // Decisions are numbers and every script writes: no earlier write needs to be waited for.
    automaticDeserialization: false,
    readYourWrites: false,
  });

  const limiters = new Map<string, Ratelimit>();
  const limiterOf = (policy: LimitPolicy): Ratelimit => {
    const key = `${policy.limit}/${policy.addressLimit ?? 0}/${policy.windowSeconds}`;
    const known = limiters.get(key);
    if (known !== undefined) return known;
    const limiter = new Ratelimit({
      redis,
      limiter: exactWindow(policy),
      prefix,
      // It knows one time for all; ours is kept outside.
      timeout: 0,
      // A refusal remembered by one process outlives the window in which it was right.
      ephemeralCache: false,
      enableTelemetry: false,
    });
    limiters.set(key, limiter);
    return limiter;
  };
  const decide = async (key: string, policy: LimitPolicy): Promise<Decision> => {
    const { success, remaining, reset } = await withDeadline(pace.begin(), lateAnswer, () =>
      limiterOf(policy).limit(key),
    ).finally(pace.end);
    return { allowed: success, remaining, waitMs: reset };
  };
  return { name: "upstash", ...windowsBy(decide), close: async () => {} };
}

/**
 * An algorithm of our own, as the library's `limiter` may be any: its own sliding window weighs the last
 * fixed window, which lets up to twice the limit through within one true window. This one counts exactly.
 */
function exactWindow(policy: LimitPolicy): RatelimitConfig["limiter"] {
  const decide = async (redis: Redis, key: string, purpose: "count" | "look") => {
    const { allowed, remaining, waitMs } = await decideWindow(scriptsOf(redis), key, policy, purpose);
    // Usually a time of day. Only our limiter reads it, and how long to wait is right by any clock.
    return { success: allowed, limit: policy.limit, remaining, reset: waitMs };
  };
  return () => ({
    limit: async ({ redis }, key) => ({ ...(await decide(redis, key, "count")), pending: Promise.resolve() }),
    getRemaining: ({ redis }, key) => decide(redis, key, "look"),
    resetTokens: async ({ redis }, key) => void (await redis.del(key)),
  });
}

const scriptsOf = (redis: Redis): ScriptRunner => ({
  evalsha: (sha1, keys, args) => withoutCommand(redis.evalsha(sha1, keys, args)),
  eval: (script, keys, args) => withoutCommand(redis.eval(script, keys, args)),
});

/** Some of its errors repeat the whole command, script and client's hash, which belong in no log. */
async function withoutCommand(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    const [message = "", command] = String(error).split(", command was");
    if (command === undefined) throw error;
    throw new Error(message); // oxlint-disable-line preserve-caught-error -- the cause is what must not be told
  }
}
