import { Redis } from "@upstash/redis";
import type { RateLimiter } from "./rate-limiter";
import { createSlidingWindow, DECISION_MS } from "./sliding-window";

/**
 * Counts in Upstash Redis over HTTPS, for platforms where no process lives long.
 * @param options.prefix start of every key.
 * @param options.decisionMs longest time for one decision.
 */
export function createUpstashLimiter(options: {
  url: string;
  token: string;
  prefix: string;
  decisionMs?: number;
}): RateLimiter {
  const { url, token, prefix, decisionMs = DECISION_MS } = options;
  const redis = new Redis({
    url,
    token,
    // `false` would still ask twice, and what is asked twice may be counted twice.
    retry: { retries: 0 },
    // Must be a function: the client takes a signal that has fired for an answer.
    signal: () => AbortSignal.timeout(decisionMs),
    enableTelemetry: false,
    // Decisions are numbers and every script writes: no earlier write needs to be waited for.
    automaticDeserialization: false,
    readYourWrites: false,
  });
  const window = createSlidingWindow(
    {
      evalsha: (sha1, keys, args) => told(redis.evalsha(sha1, keys, args)),
      eval: (script, keys, args) => told(redis.eval(script, keys, args)),
    },
    prefix,
    decisionMs,
  );
  return { name: "upstash", ...window, close: async () => {} };
}

/** Some of its errors repeat the whole command, script and client's hash, which belong in no log. */
async function told(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    const [message = "", command] = String(error).split(", command was");
    if (command === undefined) throw error;
    throw new Error(message); // oxlint-disable-line preserve-caught-error -- the cause is what must not be told
  }
}
