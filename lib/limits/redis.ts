import { Redis } from "ioredis";
import { createExactWindow, createPace, DECISION_TIMES, type DecisionTimes } from "./exact-window";
import type { RateLimiter } from "./rate-limiter";

/**
 * Counts in any Redis over TCP (`redis:`, or `rediss:` with TLS), connecting at the first request and
 * again by itself whenever the connection is lost.
 * @param options.prefix start of every key.
 * @param options.times longest time for one decision.
 */
export function createRedisLimiter(options: { url: string; prefix: string; times?: DecisionTimes }): RateLimiter {
  const { url, prefix, times = DECISION_TIMES } = options;
  const redis = new Redis(url, {
    lazyConnect: true,
    connectionName: "mizual",
    connectTimeout: 2_000,
    // A connection that has gone quiet with a command open is given up: no end of it may ever be told.
    socketTimeout: 2_000,
    commandTimeout: times.firstMs,
    retryStrategy: (times) => Math.min(100 * times, 2_000),
    // What was asked before the connection broke may have been counted: never again, and nobody waits for it.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  });
  // Without a listener each lost connection is printed. Whoever asks meanwhile is told by the rejection.
  let broken: Error | null = null;
  redis.on("error", (error) => void (broken = error));
  redis.on("ready", () => void (broken = null));

  const window = createExactWindow(
    {
      evalsha: (sha1, keys, args) => redis.evalsha(sha1, keys.length, ...keys, ...args),
      eval: (script, keys, args) => redis.eval(script, keys.length, ...keys, ...args),
    },
    prefix,
    createPace(times),
  );
  // What a command is rejected with does not say why there is no connection.
  const check = (): Promise<void> => window.check().catch((error: unknown) => Promise.reject(broken ?? error));
  return { name: "redis", take: window.take, check, close: async () => redis.disconnect() };
}
