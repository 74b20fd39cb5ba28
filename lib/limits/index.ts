import type { Env } from "@/lib/config/env";
import { createMemoryLimiter } from "./memory";
import { pausing } from "./pausing";
import type { RateLimiter } from "./rate-limiter";

/**
 * The configured rate limiter: Upstash or any Redis, shared by all processes, otherwise in this process,
 * which counts for this process alone. Nothing is reached before the first request.
 */
export async function createRateLimiter({
  limits,
  environment,
}: Pick<Env, "limits" | "environment">): Promise<RateLimiter> {
  const prefix = `mizual:${environment}:limit`;
  switch (limits.kind) {
    case "memory":
      return createMemoryLimiter();
    case "upstash": {
      const { createUpstashLimiter } = await import("./upstash");
      return pausing(createUpstashLimiter({ url: limits.url, token: limits.token, prefix }));
    }
    case "redis": {
      const { createRedisLimiter } = await import("./redis");
      return pausing(createRedisLimiter({ url: limits.url, prefix }));
    }
  }
}
