import { z } from "zod";
import { httpUrl, secret } from "@/lib/config/fields";
import { defineSection } from "@/lib/config/section";

const LIMIT_NAMES = [
  "edit",
  "status",
  "feedback",
  "feedback-read",
  "chain",
  "analytics",
  "editors",
  "uploads",
  "change",
] as const;

/** Names that `RATE_LIMITS` may raise or lower, e.g. `RATE_LIMITS=edit=1000,status=100000`. */
export type LimitName = (typeof LIMIT_NAMES)[number];

export type RateLimits = "off" | Partial<Record<LimitName, number>>;

export type LimitsConfig =
  | { kind: "memory" }
  | { kind: "upstash"; url: string; token: string }
  | { kind: "redis"; url: string };

const rateLimits = z.string().transform((text, context): RateLimits => {
  if (text === "off") return "off";
  const limits: Partial<Record<LimitName, number>> = {};
  for (const part of text.split(",")) {
    const [name = "", count = ""] = part.trim().split("=");
    const known = LIMIT_NAMES.find((candidate) => candidate === name);
    if (known === undefined || !/^[1-9]\d*$/.test(count)) {
      context.addIssue(
        `must be "off" or a list such as edit=1000,status=100000 with names from ${LIMIT_NAMES.join(", ")}`,
      );
      return z.NEVER;
    }
    limits[known] = Number(count);
  }
  return limits;
});

/** Where requests are counted, and how many are let through. */
export const limitsConfig = defineSection({
  variables: {
    UPSTASH_REDIS_REST_URL: httpUrl.describe(
      "Rate limits that several processes share. Upstash over REST; the KV_ names are Vercel's for the same.",
    ),
    UPSTASH_REDIS_REST_TOKEN: secret,
    KV_REST_API_URL: httpUrl,
    KV_REST_API_TOKEN: secret,
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, "must start with redis:// or rediss://")
      .describe("Or any Redis, e.g. redis://localhost:6379"),
    RATE_LIMITS: rateLimits.describe("For tests and benchmarks: off, or a list such as edit=1000,status=100000."),
  },
  readme: [
    {
      set: ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
      gives: "rate limits that processes share, over Upstash",
      insteadOf: "each process counts by itself",
    },
    {
      set: ["KV_REST_API_URL", "KV_REST_API_TOKEN"],
      gives: "the same, by the names that Vercel gives them",
      insteadOf: "the same",
    },
    { set: ["REDIS_URL"], gives: "rate limits that processes share, in any Redis", insteadOf: "the same" },
  ],
  tuning: ["RATE_LIMITS"],
  read(env, { onVercel, problems }): { limits: LimitsConfig; rateLimits: RateLimits } {
    for (const [first, second] of [
      ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
      ["KV_REST_API_URL", "KV_REST_API_TOKEN"],
    ] as const) {
      if ((env[first] === undefined) !== (env[second] === undefined))
        problems.push(`${first} and ${second} must both be set`);
    }
    if (onVercel && env.RATE_LIMITS !== undefined)
      problems.push("RATE_LIMITS must not be set on Vercel: it is for tests and benchmarks");
    const url = env.UPSTASH_REDIS_REST_URL ?? env.KV_REST_API_URL;
    const token = env.UPSTASH_REDIS_REST_TOKEN ?? env.KV_REST_API_TOKEN;
    const redis = env.REDIS_URL;
    const inMemory: LimitsConfig = redis === undefined ? { kind: "memory" } : { kind: "redis", url: redis };
    return {
      limits: url !== undefined && token !== undefined ? { kind: "upstash", url, token } : inMemory,
      rateLimits: env.RATE_LIMITS ?? {},
    };
  },
});
