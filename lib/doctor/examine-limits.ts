import { checkLimiter } from "@/lib/health/check-limiter";
import type { Capabilities } from "@/lib/services";
import { type Examination, known, ok } from "./finding";

const NAMES = { upstash: "Upstash", redis: "Redis" };

/** The shared rate limiter. */
export function examineLimits({ env, limiter }: Pick<Capabilities, "env" | "limiter">): Examination[] {
  const { limits } = env;
  if (limits.kind === "memory")
    return [
      known(
        "not set",
        "Counted in each process by itself.",
        "UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN, or REDIS_URL, let processes share them.",
      ),
    ];
  const name = NAMES[limits.kind];
  const set = limits.kind === "upstash" ? "UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN" : "REDIS_URL";
  return [
    {
      subject: name,
      remedy: `Look at ${set}. Until it answers, each process counts by itself.`,
      look: async () => ok(`${name} counts, in ${await checkLimiter(limiter)} ms.`),
    },
  ];
}
