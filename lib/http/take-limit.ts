import { AppError } from "@/lib/errors";
import { policyOf, type PolicyName } from "@/lib/limits/policies";
import type { LimitResult } from "@/lib/limits/rate-limiter";
import type { Services } from "@/lib/services";

// Limits of what costs money or space: these are refused when the limiter cannot tell.
const NEVER_UNLIMITED: ReadonlySet<PolicyName> = new Set(["edit", "retry", "uploads", "upload-bytes"]);

/**
 * Counts one request against the limit of a route; `null` when limits are off, or when the limiter
 * does not answer and the route only reads.
 * @throws {AppError} `UNAVAILABLE` when the limiter does not answer and the route may cost something.
 */
export async function takeLimit(
  services: Pick<Services, "env" | "limiter" | "log">,
  name: PolicyName,
  clientHash: string,
): Promise<LimitResult | null> {
  const policy = policyOf(name, services.env.rateLimits);
  if (policy === null) return null;
  try {
    return await services.limiter.take(policy, clientHash);
  } catch (error) {
    services.log.error("the rate limiter does not answer", { limiter: services.limiter.name, policy: name, error });
    if (NEVER_UNLIMITED.has(name)) throw new AppError("UNAVAILABLE", { cause: error });
    return null;
  }
}

/** `RateLimit-Limit`, `-Remaining` and `-Reset` (seconds). */
export function setLimitHeaders(headers: Headers, result: LimitResult): void {
  headers.set("RateLimit-Limit", String(result.limit));
  headers.set("RateLimit-Remaining", String(result.remaining));
  headers.set("RateLimit-Reset", String(result.resetSeconds));
}
