import { retryWithBackoff } from "@/lib/async";
import type { RateLimiter } from "@/lib/limits/rate-limiter";

/**
 * Resolves to the milliseconds that a decision takes. Tried three times, because the first decision
 * may be late: it connects.
 * @param pauseMs between two tries.
 * @throws why the last try failed.
 */
export function checkLimiter(limiter: Pick<RateLimiter, "check">, pauseMs = 300): Promise<number> {
  return retryWithBackoff(
    async () => {
      const start = performance.now();
      await limiter.check();
      return Math.round(performance.now() - start);
    },
    { tries: 3, pauseMs, factor: 1 },
  );
}
