import type { RateLimiter } from "./rate-limiter";

/** The limiter was not asked, or failed together with others: what it failed with has been said. */
class LimiterPaused extends Error {
  override readonly name = "LimiterPaused";
}

/** Whether a `take` was rejected with {@link pausing}'s own error; by name, since a bundler copies classes. */
export const isPause = (error: unknown): boolean => error instanceof Error && error.name === "LimiterPaused";

const PAUSE_MS = 2_000;

/** For how long a failure is told to who asks how the limiter is, in milliseconds. */
const REMEMBERED_MS = 60_000;

/**
 * Leaves a limiter alone for two seconds after it has failed, so that requests do not wait for it one
 * after the other; then one request asks again, and the others as soon as that one is answered.
 * `take` rejects with the failure once per pause, otherwise with an error of which {@link isPause} is true.
 * @param now a steady clock in milliseconds.
 */
export function pausing(limiter: RateLimiter, now: () => number = () => performance.now()): RateLimiter {
  let failing = false;
  let pausedUntil = 0;
  let failedAt = Number.NEGATIVE_INFINITY;

  return {
    name: limiter.name,
    take: async (policy, who) => {
      if (failing) {
        if (now() < pausedUntil) throw new LimiterPaused();
        pausedUntil = now() + PAUSE_MS;
      }
      const asksAgain = failing;
      try {
        const result = await limiter.take(policy, who);
        failing = false;
        return result;
      } catch (error) {
        failedAt = now();
        // Of many that were waiting when it failed, the first has said so.
        if (failing && !asksAgain) throw new LimiterPaused("", { cause: error });
        failing = true;
        pausedUntil = now() + PAUSE_MS;
        throw error;
      }
    },
    // Whoever wants to know how it is asks itself, also while requests leave it alone.
    check: () => limiter.check(),
    countsAlone: () => now() - failedAt < REMEMBERED_MS,
    close: () => limiter.close(),
  };
}
