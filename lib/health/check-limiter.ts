import { setTimeout as sleep } from "node:timers/promises";
import type { RateLimiter } from "@/lib/limits/rate-limiter";

const TRIES = 3;

/**
 * Resolves to the milliseconds that a decision takes. Tried three times, because the first decision
 * may be late: it connects.
 * @param pauseMs between two tries.
 * @throws why the last try failed.
 */
export async function checkLimiter(limiter: Pick<RateLimiter, "check">, pauseMs = 300): Promise<number> {
  for (let tried = 1; ; tried += 1) {
    const start = performance.now();
    try {
      await limiter.check();
      return Math.round(performance.now() - start);
    } catch (error) {
      if (tried === TRIES) throw error;
      await sleep(pauseMs);
    }
  }
}
