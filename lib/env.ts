import path from "node:path";
import { z } from "zod";

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

const csv = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

const origin = z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, {
  message: "must be an exact origin such as https://example.com, without a path or a final slash",
});

const wholeNumber = z.string().regex(/^\d+$/, "must be a whole number").transform(Number);

const rateLimits = z.string().transform((text, context): "off" | Partial<Record<LimitName, number>> => {
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

/** Every variable that the server reads. `.env.example` mirrors it; a test compares the two. */
export const envVariables = {
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://"),
  DATABASE_URL_UNPOOLED: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://"),
  NEON_LOCAL_PROXY: z.string().regex(/^[^:/]+:\d+$/, "must be host:port"),
  DATA_DIR: z.string(),
  ENVIRONMENT: z.enum(["preview", "production"]),
  INNGEST_EVENT_KEY: z.string(),
  INNGEST_SIGNING_KEY: z.string(),
  INNGEST_BASE_URL: z.url(),
  INNGEST_DEV: z.string(),
  APP_SECRET: z.string().min(32, "must have at least 32 characters"),
  PUBLIC_URL: origin,
  ALLOWED_ORIGINS: csv.pipe(z.array(origin)),
  TRUSTED_PROXIES: wholeNumber,
  RATE_LIMITS: rateLimits,
  RETENTION_DAYS: wholeNumber.pipe(z.number().min(1).max(3650)),
  SWEEP_CRON: z.string(),
} as const;

const schema = z.object(envVariables).partial();

/** Set by the platform, not by us; read, never documented as ours. */
type Platform = { VERCEL?: string; VERCEL_ENV?: string };

export type Env = {
  environment: "preview" | "production";
  /** Schema that every query names. */
  schema: string;
  /** Folder of everything embedded: database, pictures, secret. Absolute. */
  dataDir: string;
  database:
    | { kind: "pglite" }
    | { kind: "postgres"; url: string; migrationUrl: string }
    | { kind: "neon"; url: string; migrationUrl: string; localProxy: string | null };
  /** `embedded`: our own runner in this process. `inngest`: Cloud, self-hosted or dev server. */
  runs: "embedded" | "inngest";
  appSecret: string | null;
  /** Origin under which people reach the app; null: the request's own. */
  publicUrl: string | null;
  allowedOrigins: readonly string[];
  /** Proxies in front of the app whose `X-Forwarded-For` entries are believed. */
  trustedProxies: number;
  rateLimits: "off" | Partial<Record<LimitName, number>>;
  retentionDays: number;
  /** Cron expression of the sweeper. */
  sweepCron: string;
  onVercel: boolean;
};

/** The configuration does not hold together. The message is for the operator and holds no secret. */
export class EnvError extends Error {
  override readonly name = "EnvError";
}

/**
 * Reads and checks the environment. Empty is unset; half a pair is an error that names both; what
 * would lose data in silence on Vercel is an error there.
 * @throws {EnvError} naming each variable that is wrong.
 */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; "));
  }
  const env = parsed.data;
  const platform: Platform = { VERCEL: set["VERCEL"], VERCEL_ENV: set["VERCEL_ENV"] };
  const onVercel = platform.VERCEL !== undefined;
  const problems: string[] = [];

  const byPlatform = platform.VERCEL_ENV === "production" ? "production" : "preview";
  const environment = env.ENVIRONMENT ?? byPlatform;
  if (onVercel && environment !== byPlatform) {
    problems.push(
      `ENVIRONMENT=${environment} disagrees with VERCEL_ENV=${platform.VERCEL_ENV ?? ""}: unset ENVIRONMENT`,
    );
  }

  const inngest = [env.INNGEST_EVENT_KEY, env.INNGEST_SIGNING_KEY, env.INNGEST_BASE_URL, env.INNGEST_DEV];
  const runs = inngest.every((value) => value === undefined) ? "embedded" : "inngest";
  if (
    runs === "inngest" &&
    env.INNGEST_DEV === undefined &&
    (env.INNGEST_EVENT_KEY === undefined || env.INNGEST_SIGNING_KEY === undefined)
  ) {
    problems.push("INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY must both be set (or INNGEST_DEV for the dev server)");
  }
  if (env.DATABASE_URL === undefined && env.DATABASE_URL_UNPOOLED !== undefined) {
    problems.push("DATABASE_URL_UNPOOLED is set without DATABASE_URL");
  }
  if (env.DATABASE_URL === undefined && env.NEON_LOCAL_PROXY !== undefined) {
    problems.push("NEON_LOCAL_PROXY is set without DATABASE_URL");
  }

  if (onVercel) {
    if (env.DATABASE_URL === undefined)
      problems.push("DATABASE_URL must be set on Vercel: an embedded database would lose its data");
    if (runs === "embedded")
      problems.push(
        "INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY must be set on Vercel: no process lives long enough for the embedded runner",
      );
    if (env.INNGEST_DEV !== undefined)
      problems.push("INNGEST_DEV must not be set on Vercel: the dev server verifies nothing");
    if (env.RATE_LIMITS !== undefined)
      problems.push("RATE_LIMITS must not be set on Vercel: it is for tests and benchmarks");
  }
  if (env.DATABASE_URL !== undefined && env.APP_SECRET === undefined) {
    problems.push("APP_SECRET must be set with DATABASE_URL (for example from: openssl rand -hex 32)");
  }
  if (problems.length > 0) throw new EnvError(problems.join("; "));

  return {
    environment,
    schema: environment === "production" ? "public" : "preview",
    dataDir: path.resolve(/* turbopackIgnore: true */ env.DATA_DIR ?? ".data"),
    database: databaseOf(env),
    runs,
    appSecret: env.APP_SECRET ?? null,
    publicUrl: env.PUBLIC_URL ?? null,
    allowedOrigins: env.ALLOWED_ORIGINS ?? [],
    trustedProxies: env.TRUSTED_PROXIES ?? 0,
    rateLimits: env.RATE_LIMITS ?? {},
    retentionDays: env.RETENTION_DAYS ?? 30,
    sweepCron: env.SWEEP_CRON ?? "* * * * *",
    onVercel,
  };
}

function databaseOf(env: z.infer<typeof schema>): Env["database"] {
  const url = env.DATABASE_URL;
  if (url === undefined) return { kind: "pglite" };
  const migrationUrl = env.DATABASE_URL_UNPOOLED ?? url;
  const localProxy = env.NEON_LOCAL_PROXY ?? null;
  const isNeon = localProxy !== null || new URL(url).hostname.endsWith(".neon.tech");
  return isNeon ? { kind: "neon", url, migrationUrl, localProxy } : { kind: "postgres", url, migrationUrl };
}
