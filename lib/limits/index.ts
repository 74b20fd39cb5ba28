import { createMemoryLimiter } from "./memory";
import type { RateLimiter } from "./rate-limiter";

/** The configured rate limiter: in this process, which counts for this process alone. */
export function createRateLimiter(): RateLimiter {
  return createMemoryLimiter();
}
