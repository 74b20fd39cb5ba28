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

const SHA1 = createHash("sha1").update(WINDOW_SCRIPT).digest("hex");

/**
 * Exact sliding windows in a Redis, shared by all processes. Keys start with `prefix`. `take` rejects
 * when Redis has not answered within {@link DECISION_MS}; the request may then have been counted.
 */
export function createSlidingWindow(redis: ScriptRunner, prefix: string): Pick<RateLimiter, "take"> {
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
      timeout: DECISION_MS,
      // A refusal remembered by one process outlives the window in which it was right.
      ephemeralCache: false,
      enableTelemetry: false,
    });
    limiters.set(key, limiter);
    return limiter;
  };

  return {
    take: async (policy, client): Promise<LimitResult> => {
      const result = await limiterOf(policy).limit(`${policy.name}:${client}`);
      // The library lets pass what it cannot decide in time.
      if (result.reason === "timeout") throw new Error(`Redis did not answer within ${DECISION_MS} ms`);
      return {
        allowed: result.success,
        limit: policy.limit,
        remaining: result.remaining,
        resetSeconds: Math.max(0, Math.ceil((result.reset - Date.now()) / 1000)),
      };
    },
  };
}

/**
 * The library's own sliding window weighs the last fixed window, which lets up to twice the limit through
 * within one true window. Its `limiter` may be any algorithm: this one counts exactly.
 */
function exactWindow(redis: ScriptRunner, { limit, windowSeconds }: LimitPolicy): RatelimitConfig["limiter"] {
  const decide = async (key: string, count: 0 | 1) => {
    const args = [String(limit), String(windowSeconds * 1000), String(count), String(Date.now())];
    const [allowed, remaining, wait] = decisionOf(await runScript(redis, key, args));
    return { success: allowed === 1, limit, remaining, reset: Date.now() + wait };
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
