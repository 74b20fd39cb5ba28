import { isPause } from "@/lib/limits/pausing";
import { policyOf, type PolicyName } from "@/lib/limits/policies";
import type { LimitResult } from "@/lib/limits/rate-limiter";
import type { Services } from "@/lib/services";

// What only reads goes on when the limiter cannot tell. Anything else may cost money or space.
const READS: ReadonlySet<PolicyName> = new Set(["status", "feedback-read", "chain", "analytics", "editors"]);

/**
 * Counts one request against the limit of a route; `null` when limits are off. While the limiter does
 * not answer, reading is not limited (`null`) and everything else is counted in this process.
 */
export async function takeLimit(
  services: Pick<Services, "env" | "limiter" | "localLimiter" | "log">,
  name: PolicyName,
  clientHash: string,
): Promise<LimitResult | null> {
  const policy = policyOf(name, services.env.rateLimits);
  if (policy === null) return null;
  try {
    return await services.limiter.take(policy, clientHash);
  } catch (error) {
    if (!isPause(error)) {
      services.log.error("the rate limiter does not answer", { limiter: services.limiter.name, policy: name, error });
    }
    return READS.has(name) ? null : services.localLimiter.take(policy, clientHash);
  }
}

/** `RateLimit-Limit`, `-Remaining` and `-Reset` (seconds). */
export function setLimitHeaders(headers: Headers, result: LimitResult): void {
  headers.set("RateLimit-Limit", String(result.limit));
  headers.set("RateLimit-Remaining", String(result.remaining));
  headers.set("RateLimit-Reset", String(result.resetSeconds));
}
