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

const secret = z.string().min(8, "is too short for a key");

const dollars = z.string().transform((text, context): number | "off" => {
  if (text === "off") return "off";
  if (!/^\d+(\.\d+)?$/.test(text)) {
    context.addIssue('must be an amount in US dollars such as 10 or 2.50, or "off"');
    return z.NEVER;
  }
  return Number(text);
});

const price = z
  .string()
  .regex(/^\d+(\.\d+)?$/, "must be an amount in US dollars such as 0.04")
  .transform(Number);

const httpUrl = z.url({ protocol: /^https?$/, error: "must be an address such as https://example.com" });

/** Address of the dev server; `null`: where it is usually. */
const inngestDev = z.string().transform((text, context): string | null => {
  if (text === "1" || text === "true") return null;
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  context.addIssue("must be 1 or the address of the dev server, such as http://localhost:8288");
  return z.NEVER;
});

const EDITOR_NAMES = ["flux", "gemini", "local"] as const;

/** Names that `IMAGE_EDITOR` may list. */
export type EditorName = (typeof EDITOR_NAMES)[number];

const editorNames = csv.pipe(
  z
    .array(z.enum(EDITOR_NAMES, `must list some of ${EDITOR_NAMES.join(", ")}`))
    .min(1)
    .refine((names) => new Set(names).size === names.length, "must name each editor once"),
);

/** Every variable that the server reads. `.env.example` mirrors it; a test compares the two. */
export const envVariables = {
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://"),
  DATABASE_URL_UNPOOLED: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://"),
  NEON_LOCAL_PROXY: z.string().regex(/^[^:/]+:\d+$/, "must be host:port"),
  DATA_DIR: z.string(),
  BLOB_READ_WRITE_TOKEN: z
    .string()
    .regex(/^vercel_blob_rw_[^_]+_.+$/, "must look like vercel_blob_rw_<store>_<secret>"),
  BLOB_ACCESS: z.enum(["private", "public"]),
  VERCEL_BLOB_API_URL: httpUrl,
  S3_ENDPOINT: httpUrl,
  S3_BUCKET_NAME: z.string(),
  S3_ACCESS_KEY: z.string(),
  S3_SECRET_KEY: secret,
  S3_REGION: z.string(),
  UPSTASH_REDIS_REST_URL: httpUrl,
  UPSTASH_REDIS_REST_TOKEN: secret,
  KV_REST_API_URL: httpUrl,
  KV_REST_API_TOKEN: secret,
  REDIS_URL: z.string().regex(/^rediss?:\/\//, "must start with redis:// or rediss://"),
  IMAGE_EDITOR: editorNames,
  BFL_API_KEY: secret,
  BFL_MODEL: z.string(),
  BFL_BASE_URL: httpUrl,
  BFL_MAX_ACTIVE: wholeNumber.pipe(z.number().min(1)),
  BFL_PRICE_USD: price,
  BFL_WEBHOOKS: z.enum(["on", "off"]),
  GEMINI_API_KEY: secret,
  GEMINI_TEXT_MODEL: z.string(),
  GEMINI_IMAGE_MODEL: z.string(),
  GEMINI_IMAGE_PRICE_USD: price,
  GEMINI_BASE_URL: httpUrl,
  OPENAI_API_KEY: secret,
  OPENAI_MODEL: z.string(),
  OPENAI_BASE_URL: httpUrl,
  SPEND_CAP_USD: dollars,
  SPEND_CAP_USD_PER_CLIENT: dollars,
  ENVIRONMENT: z.enum(["preview", "production"]),
  INNGEST_EVENT_KEY: z.string(),
  INNGEST_SIGNING_KEY: z.string(),
  INNGEST_SIGNING_KEY_FALLBACK: z.string(),
  INNGEST_BASE_URL: httpUrl,
  INNGEST_SERVE_ORIGIN: origin,
  INNGEST_DEV: inngestDev,
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

/** Where functions run. `baseUrl` null: Inngest Cloud, or the dev server's usual address. */
export type InngestServer = (
  | { kind: "dev" }
  | { kind: "server"; eventKey: string; signingKey: string; signingKeyFallback: string | null }
) & {
  baseUrl: string | null;
  /** Origin under which the server reaches us; null: the one that it asked. */
  serveOrigin: string | null;
};

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
  images:
    | { kind: "files" }
    | { kind: "vercel"; token: string; access: "private" | "public"; apiUrl: string | null }
    | { kind: "s3"; endpoint: string; bucket: string; accessKey: string; secretKey: string; region: string };
  limits: { kind: "memory" } | { kind: "upstash"; url: string; token: string } | { kind: "redis"; url: string };
  /** Image editors in order of preference; never empty. */
  editors: readonly EditorName[];
  /** Black Forest Labs; null without a key. */
  bfl: {
    apiKey: string;
    baseUrl: string;
    model: string;
    /** Tasks open at once at the provider; null: what the model allows. */
    maxActive: number | null;
    /** US dollars per edit, where the list price is not right; null: the list price. */
    priceUsd: number | null;
    webhooks: boolean;
  } | null;
  /** Google Gemini; null without a key. `baseUrl` null: Google's own. */
  gemini: {
    apiKey: string;
    baseUrl: string | null;
    textModel: string;
    imageModel: string;
    imagePriceUsd: number | null;
  } | null;
  /** OpenAI or what speaks its protocol; null without a key. */
  openai: { apiKey: string; baseUrl: string; model: string } | null;
  /** US dollars a day, for all and for one client; null: no cap. */
  spendCaps: { perDayUsd: number | null; perClientUsd: number | null };
  /** `embedded`: our own runner in this process. `inngest`: Cloud, self-hosted or dev server. */
  runs: "embedded" | "inngest";
  /** The Inngest server that runs the functions; null with the embedded runner. */
  inngest: InngestServer | null;
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

  const inngest = inngestOf(env);
  if (inngest === "incomplete")
    problems.push("INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY must both be set (or INNGEST_DEV for the dev server)");
  if (env.DATABASE_URL === undefined && env.DATABASE_URL_UNPOOLED !== undefined) {
    problems.push("DATABASE_URL_UNPOOLED is set without DATABASE_URL");
  }
  if (env.DATABASE_URL === undefined && env.NEON_LOCAL_PROXY !== undefined) {
    problems.push("NEON_LOCAL_PROXY is set without DATABASE_URL");
  }

  for (const [first, second] of [
    ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
    ["KV_REST_API_URL", "KV_REST_API_TOKEN"],
  ] as const) {
    if ((env[first] === undefined) !== (env[second] === undefined))
      problems.push(`${first} and ${second} must both be set`);
  }
  const s3 = [env.S3_ENDPOINT, env.S3_BUCKET_NAME, env.S3_ACCESS_KEY, env.S3_SECRET_KEY];
  const wantsS3 = s3.some((value) => value !== undefined) || env.S3_REGION !== undefined;
  if (wantsS3 && s3.includes(undefined)) {
    problems.push("S3_ENDPOINT, S3_BUCKET_NAME, S3_ACCESS_KEY and S3_SECRET_KEY must all be set");
  }
  if (wantsS3 && env.BLOB_READ_WRITE_TOKEN !== undefined) {
    problems.push("BLOB_READ_WRITE_TOKEN and S3_ENDPOINT are both set: pictures can lie in one store only");
  }
  if (env.BLOB_READ_WRITE_TOKEN === undefined) {
    for (const name of ["BLOB_ACCESS", "VERCEL_BLOB_API_URL"] as const)
      if (env[name] !== undefined) problems.push(`${name} is set without BLOB_READ_WRITE_TOKEN`);
  }
  const editors = env.IMAGE_EDITOR ?? defaultEditors(env);
  if (editors.includes("flux") && env.BFL_API_KEY === undefined)
    problems.push("IMAGE_EDITOR names flux, so BFL_API_KEY must be set");
  if (editors.includes("gemini") && env.GEMINI_API_KEY === undefined)
    problems.push("IMAGE_EDITOR names gemini, so GEMINI_API_KEY must be set");
  if (env.BFL_WEBHOOKS === "on" && env.PUBLIC_URL === undefined)
    problems.push("BFL_WEBHOOKS=on needs PUBLIC_URL, the address that BFL calls back");

  if (onVercel) {
    if (env.BLOB_READ_WRITE_TOKEN === undefined && !wantsS3)
      problems.push(
        "BLOB_READ_WRITE_TOKEN (or S3_ENDPOINT and its pair of keys) must be set on Vercel: pictures kept as files would be lost",
      );
    if (env.DATABASE_URL === undefined)
      problems.push("DATABASE_URL must be set on Vercel: an embedded database would lose its data");
    if (inngest === null)
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
  if (problems.length > 0 || inngest === "incomplete") throw new EnvError(problems.join("; "));

  return {
    environment,
    schema: environment === "production" ? "public" : "preview",
    dataDir: path.resolve(/* turbopackIgnore: true */ env.DATA_DIR ?? ".data"),
    database: databaseOf(env),
    images: imagesOf(env),
    limits: limitsOf(env),
    editors,
    bfl: bflOf(env),
    gemini: geminiOf(env),
    openai: openaiOf(env),
    spendCaps: {
      perDayUsd: capOf(env.SPEND_CAP_USD, 10),
      perClientUsd: capOf(env.SPEND_CAP_USD_PER_CLIENT, 2),
    },
    runs: inngest === null ? "embedded" : "inngest",
    inngest,
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

type Parsed = z.infer<typeof schema>;

/** Those with a key, the local engine only where none has one: it is no stand-in for a generative model. */
function defaultEditors(env: Parsed): EditorName[] {
  const keyed: EditorName[] = [];
  if (env.BFL_API_KEY !== undefined) keyed.push("flux");
  if (env.GEMINI_API_KEY !== undefined) keyed.push("gemini");
  return keyed.length === 0 ? ["local"] : keyed;
}

/** `null`: nothing of it is set. */
function inngestOf(env: Parsed): InngestServer | null | "incomplete" {
  const { INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey, INNGEST_DEV: dev } = env;
  const fallback = env.INNGEST_SIGNING_KEY_FALLBACK;
  const serveOrigin = env.INNGEST_SERVE_ORIGIN ?? null;
  const named = [eventKey, signingKey, fallback, env.INNGEST_BASE_URL, env.INNGEST_SERVE_ORIGIN, dev];
  if (named.every((value) => value === undefined)) return null;
  if (dev !== undefined) return { kind: "dev", baseUrl: env.INNGEST_BASE_URL ?? dev, serveOrigin };
  if (eventKey === undefined || signingKey === undefined) return "incomplete";
  const baseUrl = env.INNGEST_BASE_URL ?? null;
  return { kind: "server", eventKey, signingKey, signingKeyFallback: fallback ?? null, baseUrl, serveOrigin };
}

const capOf = (cap: number | "off" | undefined, usual: number): number | null =>
  cap === "off" ? null : (cap ?? usual);

function imagesOf(env: Parsed): Env["images"] {
  if (env.BLOB_READ_WRITE_TOKEN !== undefined) {
    const { BLOB_READ_WRITE_TOKEN: token, BLOB_ACCESS: access = "private", VERCEL_BLOB_API_URL: apiUrl = null } = env;
    return { kind: "vercel", token, access, apiUrl };
  }
  if (env.S3_ENDPOINT === undefined) return { kind: "files" };
  return {
    kind: "s3",
    endpoint: env.S3_ENDPOINT,
    bucket: env.S3_BUCKET_NAME ?? "",
    accessKey: env.S3_ACCESS_KEY ?? "",
    secretKey: env.S3_SECRET_KEY ?? "",
    region: env.S3_REGION ?? "auto",
  };
}

function limitsOf(env: Parsed): Env["limits"] {
  const url = env.UPSTASH_REDIS_REST_URL ?? env.KV_REST_API_URL;
  const token = env.UPSTASH_REDIS_REST_TOKEN ?? env.KV_REST_API_TOKEN;
  if (url !== undefined && token !== undefined) return { kind: "upstash", url, token };
  return env.REDIS_URL === undefined ? { kind: "memory" } : { kind: "redis", url: env.REDIS_URL };
}

function bflOf(env: Parsed): Env["bfl"] {
  if (env.BFL_API_KEY === undefined) return null;
  return {
    apiKey: env.BFL_API_KEY,
    baseUrl: env.BFL_BASE_URL ?? "https://api.bfl.ai",
    model: env.BFL_MODEL ?? "flux-2-pro",
    maxActive: env.BFL_MAX_ACTIVE ?? null,
    priceUsd: env.BFL_PRICE_USD ?? null,
    webhooks: env.BFL_WEBHOOKS === "on",
  };
}

function geminiOf(env: Parsed): Env["gemini"] {
  if (env.GEMINI_API_KEY === undefined) return null;
  return {
    apiKey: env.GEMINI_API_KEY,
    baseUrl: env.GEMINI_BASE_URL ?? null,
    textModel: env.GEMINI_TEXT_MODEL ?? "gemini-3.8-flash",
    imageModel: env.GEMINI_IMAGE_MODEL ?? "gemini-nano-banana-2.1",
    imagePriceUsd: env.GEMINI_IMAGE_PRICE_USD ?? null,
  };
}

function openaiOf(env: Parsed): Env["openai"] {
  if (env.OPENAI_API_KEY === undefined) return null;
  return {
    apiKey: env.OPENAI_API_KEY,
    baseUrl: env.OPENAI_BASE_URL ?? "https://api.openai.com/v1",
    model: env.OPENAI_MODEL ?? "gpt-4o-mini",
  };
}

function databaseOf(env: Parsed): Env["database"] {
  const url = env.DATABASE_URL;
  if (url === undefined) return { kind: "pglite" };
  const migrationUrl = env.DATABASE_URL_UNPOOLED ?? url;
  const localProxy = env.NEON_LOCAL_PROXY ?? null;
  const isNeon = localProxy !== null || new URL(url).hostname.endsWith(".neon.tech");
  return isNeon ? { kind: "neon", url, migrationUrl, localProxy } : { kind: "postgres", url, migrationUrl };
}
