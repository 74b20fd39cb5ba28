import { createHash } from "node:crypto";
import { Ratelimit, type RatelimitConfig } from "@upstash/ratelimit";
import type { LimitPolicy, LimitResult, RateLimiter } from "./rate-limiter";
import { WINDOW_SCRIPT } from "./window-script";

/** A decision takes no longer, in milliseconds: a limiter must never be what a person waits for. */
export const DECISION_MS = 250;

/** What is needed of a Redis, whatever way leads to it. Both reject when it does not answer. */
export type ScriptRunner = {
  /** Rejects with an error that names `NOSCRIPT` when Redis does not know the script. */
  evalsha(sha1: string, keys: string[], args: string[]): Promise<unknown>;
  eval(script: string, keys: string[], args: string[]): Promise<unknown>;
};

/** What a check counts against: a list of its own, gone after a second. */
const CHECK: LimitPolicy = { name: "check", limit: 10, windowSeconds: 1 };

const SHA1 = createHash("sha1").update(WINDOW_SCRIPT).digest("hex");

/**
 * Exact sliding windows in a Redis, shared by all processes. Keys start with `prefix`. `take` rejects
 * when Redis has not answered within `decisionMs`; the request may then have been counted.
 */
export function createSlidingWindow(
  redis: ScriptRunner,
  prefix: string,
  decisionMs = DECISION_MS,
): Pick<RateLimiter, "take" | "check"> {
  const limiters = new Map<string, Ratelimit>();

  const limiterOf = (policy: LimitPolicy): Ratelimit => {
    const key = `${policy.limit}/${policy.windowSeconds}`;
    const known = limiters.get(key);
    if (known !== undefined) return known;
    const limiter = new Ratelimit({
      // Ratelimit itself asks nothing of it: the algorithm does.
      redis: redis as unknown as RatelimitConfig["redis"],
      limiter: exactWindow(redis, policy),
      prefix,
      timeout: decisionMs,
      // A refusal remembered by one process outlives the window in which it was right.
      ephemeralCache: false,
      enableTelemetry: false,
    });
    limiters.set(key, limiter);
    return limiter;
  };

  const take = async (policy: LimitPolicy, client: string): Promise<LimitResult> => {
    const result = await limiterOf(policy).limit(`${policy.name}:${client}`);
    // The library lets pass what it cannot decide in time.
    if (result.reason === "timeout") throw new Error(`Redis did not answer within ${decisionMs} ms`);
    return {
      allowed: result.success,
      limit: policy.limit,
      remaining: result.remaining,
      resetSeconds: Math.ceil(result.reset / 1000),
    };
  };
  return { take, check: async () => void (await take(CHECK, "")) };
}

/**
 * The library's own sliding window weighs the last fixed window, which lets up to twice the limit through
 * within one true window. Its `limiter` may be any algorithm: this one counts exactly.
 */
function exactWindow(redis: ScriptRunner, { limit, windowSeconds }: LimitPolicy): RatelimitConfig["limiter"] {
  const decide = async (key: string, count: 0 | 1) => {
    const args = [String(limit), String(windowSeconds * 1000), String(count), String(Date.now())];
    const [allowed, remaining, wait] = decisionOf(await runScript(redis, key, args));
    // Usually a time of day. Only `take` reads it, and how long to wait is right by any clock.
    return { success: allowed === 1, limit, remaining, reset: wait };
  };
  return () => ({
    limit: async (_context, key) => ({ ...(await decide(key, 1)), pending: Promise.resolve() }),
    getRemaining: (_context, key) => decide(key, 0),
    resetTokens: async (_context, key) => void (await redis.eval("return redis.call('DEL', KEYS[1])", [key], [])),
  });
}

async function runScript(redis: ScriptRunner, key: string, args: string[]): Promise<unknown> {
  try {
    return await redis.evalsha(SHA1, [key], args);
  } catch (error) {
    if (!String(error).includes("NOSCRIPT")) throw error;
    return redis.eval(WINDOW_SCRIPT, [key], args);
  }
}

function decisionOf(answer: unknown): [allowed: number, remaining: number, waitMs: number] {
  const numbers = Array.isArray(answer) ? answer.map(Number) : [];
  const [allowed, remaining, wait] = numbers;
  if (allowed === undefined || remaining === undefined || wait === undefined || numbers.some(Number.isNaN)) {
    throw new Error("Redis gave an answer that is no decision");
  }
  return [allowed, remaining, wait];
}
