import path from "node:path";
import { z } from "zod";
import { wholeNumber } from "@/lib/config/fields";
import { defineSection } from "@/lib/config/section";

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://");

export type DatabaseConfig =
  | { kind: "pglite" }
  | { kind: "postgres"; url: string; migrationUrl: string }
  | { kind: "neon"; url: string; migrationUrl: string; localProxy: string | null };

export type DataConfig = {
  environment: "preview" | "production";
  /** Schema that every query names. */
  schema: string;
  /** Folder of everything embedded: database, pictures, secret. Absolute. */
  dataDir: string;
  database: DatabaseConfig;
  retentionDays: number;
  /** What one client may store a day; `null`: as much as there is room for. */
  clientBytesPerDay: number | null;
  /** What stays free of the disk that DATA_DIR lies on: nothing new is taken below. */
  leastFreeBytes: number;
};

/** Where rows are kept, and for how long. */
export const dataConfig = defineSection({
  variables: {
    DATA_DIR: z.string().describe("Folder of everything embedded: database, pictures, secret. Default: .data"),
    DATABASE_URL: postgresUrl.describe(
      "PostgreSQL, e.g. postgres://user:password@host:5432/mizual. A Neon host uses Neon's own driver.",
    ),
    DATABASE_URL_UNPOOLED: postgresUrl.describe(
      "Direct connection for migrations, where DATABASE_URL goes through a pooler.",
    ),
    NEON_LOCAL_PROXY: z
      .string()
      .regex(/^[^:/]+:\d+$/, "must be host:port")
      .describe("host:port of a local Neon proxy; forces the Neon driver through it."),
    ENVIRONMENT: z
      .enum(["preview", "production"])
      .describe('preview (schema "preview") or production (schema "public"). Default: what Vercel says, else preview.'),
    RETENTION_DAYS: wholeNumber
      .pipe(z.number().min(1).max(3650))
      .describe("Days that a chain of edits is kept after its newest edit, 1 to 3650. Default: 30"),
    STORED_GB_PER_CLIENT: wholeNumber.describe(
      "Gigabytes of pictures that one client may store a day; 0 lifts the limit. Default: 10",
    ),
    LEAST_FREE_MB: wholeNumber.describe(
      "Megabytes that stay free where DATA_DIR lies: below, no new edit is taken. Default: 500",
    ),
  },
  readme: [
    {
      set: ["DATABASE_URL", "APP_SECRET"],
      gives: "PostgreSQL 15 or newer; a Neon host uses Neon's driver",
      insteadOf: "PGlite in `DATA_DIR`",
    },
    {
      set: ["DATABASE_URL_UNPOOLED"],
      gives: "migrations past the connection pooler",
      insteadOf: "migrations over `DATABASE_URL`",
    },
    { set: ["ENVIRONMENT=production"], gives: "schema `public`", insteadOf: "schema `preview`" },
    { set: ["RETENTION_DAYS"], gives: "edits are kept this long", insteadOf: "30 days" },
  ],
  tuning: ["NEON_LOCAL_PROXY", "STORED_GB_PER_CLIENT", "LEAST_FREE_MB"],
  read(env, { onVercel, vercelEnv, isSet, problems }): DataConfig {
    const { DATABASE_URL: url, DATABASE_URL_UNPOOLED: direct, NEON_LOCAL_PROXY: localProxy } = env;
    const byPlatform = vercelEnv === "production" ? "production" : "preview";
    const environment = env.ENVIRONMENT ?? byPlatform;
    if (onVercel && environment !== byPlatform)
      problems.push(`ENVIRONMENT=${environment} disagrees with VERCEL_ENV=${vercelEnv ?? ""}: unset ENVIRONMENT`);
    if (url === undefined) {
      if (direct !== undefined) problems.push("DATABASE_URL_UNPOOLED is set without DATABASE_URL");
      if (localProxy !== undefined) problems.push("NEON_LOCAL_PROXY is set without DATABASE_URL");
      if (onVercel) problems.push("DATABASE_URL must be set on Vercel: an embedded database would lose its data");
    } else if (!isSet("APP_SECRET")) {
      problems.push("APP_SECRET must be set with DATABASE_URL (for example from: openssl rand -hex 32)");
    }
    return {
      environment,
      schema: environment === "production" ? "public" : "preview",
      dataDir: path.resolve(/* turbopackIgnore: true */ env.DATA_DIR ?? ".data"),
      database: url === undefined ? { kind: "pglite" } : serverOf(url, direct ?? url, localProxy ?? null),
      retentionDays: env.RETENTION_DAYS ?? 30,
      clientBytesPerDay: env.STORED_GB_PER_CLIENT === 0 ? null : (env.STORED_GB_PER_CLIENT ?? 10) * 1e9,
      leastFreeBytes: (env.LEAST_FREE_MB ?? 500) * 1e6,
    };
  },
});

function serverOf(url: string, migrationUrl: string, localProxy: string | null): DatabaseConfig {
  const isNeon = localProxy !== null || new URL(url).hostname.endsWith(".neon.tech");
  return isNeon ? { kind: "neon", url, migrationUrl, localProxy } : { kind: "postgres", url, migrationUrl };
}
