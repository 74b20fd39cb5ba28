import { describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/config/env";
import { packageScripts, readFile, routeFiles } from "./repository";

describe("vercel.json", () => {
  const config = JSON.parse(readFile("vercel.json")) as {
    buildCommand: string;
  };

  // Of vercel.com/docs/project-configuration/vercel-json: the deployment fails by a key of another name.
  const KNOWN =
    "$schema buildCommand bunVersion cleanUrls crons devCommand fluid framework functions headers ignoreCommand images installCommand outputDirectory public redirects regions functionFailoverRegions rewrites trailingSlash".split(
      " ",
    );

  test("has no key that Vercel does not know", () => {
    expect(Object.keys(config).filter((key) => !KNOWN.includes(key))).toEqual([]);
  });

  // Fluid gives every function 300 s and puts routes of one kind into one; a time of its own splits a route off, so
  // that a visitor waits for one cold function more.
  test("leaves the routes together: no route has settings of its own", () => {
    expect(config).not.toHaveProperty("functions");
    const own = routeFiles().filter((route) =>
      /export const (maxDuration|runtime|preferredRegion|memory)\b/.test(readFile(route)),
    );
    expect(own).toEqual([]);
  });

  test("migrates before it builds, by scripts that exist", () => {
    const scripts = config.buildCommand.split(" && ").map((command) => command.replace("npm run ", ""));
    expect(scripts).toEqual(["db:migrate", "build"]);
    for (const script of scripts) expect(packageScripts()).toHaveProperty([script]);
  });
});

describe("the variables that Vercel and its integrations set", () => {
  const VERCEL = {
    CI: "1",
    VERCEL: "1",
    VERCEL_ENV: "production",
    VERCEL_TARGET_ENV: "production",
    VERCEL_URL: "mizual-9k2j1x-team.vercel.app",
    VERCEL_BRANCH_URL: "mizual-git-main-team.vercel.app",
    VERCEL_PROJECT_PRODUCTION_URL: "mizual.example",
    VERCEL_REGION: "fra1",
    VERCEL_DEPLOYMENT_ID: "dpl_9k2j1x",
    VERCEL_GIT_COMMIT_REF: "main",
    VERCEL_OIDC_TOKEN: "eyJhbGciOiJSUzI1NiJ9.e30.c2ln",
  };
  const neon = (endpoint: string) => ({
    DATABASE_URL: `postgresql://neondb_owner:npg_pw@${endpoint}-pooler.eu-central-1.aws.neon.tech/neondb?sslmode=require&channel_binding=require`,
    DATABASE_URL_UNPOOLED: `postgresql://neondb_owner:npg_pw@${endpoint}.eu-central-1.aws.neon.tech/neondb?sslmode=require`,
    PGHOST: `${endpoint}-pooler.eu-central-1.aws.neon.tech`,
    PGHOST_UNPOOLED: `${endpoint}.eu-central-1.aws.neon.tech`,
    PGUSER: "neondb_owner",
    PGDATABASE: "neondb",
    PGPASSWORD: "npg_pw",
    POSTGRES_URL: `postgresql://neondb_owner:npg_pw@${endpoint}-pooler.eu-central-1.aws.neon.tech/neondb?sslmode=require`,
    POSTGRES_URL_NON_POOLING: `postgresql://neondb_owner:npg_pw@${endpoint}.eu-central-1.aws.neon.tech/neondb?sslmode=require`,
    POSTGRES_PRISMA_URL: `postgresql://neondb_owner:npg_pw@${endpoint}-pooler.eu-central-1.aws.neon.tech/neondb?connect_timeout=15&sslmode=require`,
    POSTGRES_USER: "neondb_owner",
    POSTGRES_HOST: `${endpoint}-pooler.eu-central-1.aws.neon.tech`,
    POSTGRES_PASSWORD: "npg_pw",
    POSTGRES_DATABASE: "neondb",
    NEON_PROJECT_ID: "still-moon-12345678",
  });
  const UPSTASH = {
    KV_URL: "rediss://default:AXY@eu1-calm-cat-1.upstash.io:6379",
    KV_REST_API_URL: "https://eu1-calm-cat-1.upstash.io",
    KV_REST_API_TOKEN: "AXYgASQgtoken",
    KV_REST_API_READ_ONLY_TOKEN: "AnYgASQgtoken",
    REDIS_URL: "rediss://default:AXY@eu1-calm-cat-1.upstash.io:6379",
  };
  const BLOB = { BLOB_READ_WRITE_TOKEN: "vercel_blob_rw_AbCdEf123_secret", BLOB_STORE_ID: "store_AbCdEf123" };
  const INNGEST = { INNGEST_EVENT_KEY: "evt-key", INNGEST_SIGNING_KEY: "signkey-prod-0123abcd" };
  const production = {
    ...VERCEL,
    ...neon("ep-calm-sun-1"),
    ...UPSTASH,
    ...BLOB,
    ...INNGEST,
    APP_SECRET: "a".repeat(64),
  };

  test("make a production: its schema is public, everything is hosted", () => {
    expect(parseEnv(production)).toMatchObject({
      onVercel: true,
      environment: "production",
      schema: "public",
      database: { kind: "neon", url: production.DATABASE_URL, migrationUrl: production.DATABASE_URL_UNPOOLED },
      images: { kind: "vercel", access: "private" },
      limits: { kind: "upstash", url: UPSTASH.KV_REST_API_URL },
      runs: "inngest",
      inngest: { kind: "server", baseUrl: null },
    });
  });

  test.each([
    ["the database of production", "ep-calm-sun-1", "preview"],
    ["a branch of Neon's of its own", "ep-wild-rain-2", "preview"],
    ["a custom environment", "ep-calm-sun-1", "staging"],
  ])("make a preview on %s, with the schema preview", (_what, endpoint, target) => {
    const branch = { INNGEST_EVENT_KEY: "branch-key", INNGEST_SIGNING_KEY: "signkey-branch-0123abcd" };
    const preview = { ...production, ...neon(endpoint), ...branch, VERCEL_ENV: "preview", VERCEL_TARGET_ENV: target };
    const env = parseEnv(preview);
    expect(env).toMatchObject({ onVercel: true, environment: "preview", schema: "preview" });
    expect(env.database).toMatchObject({ kind: "neon", migrationUrl: expect.stringContaining(endpoint) as unknown });
  });

  test("are not enough without the one secret that is ours", () => {
    expect(() => parseEnv({ ...production, APP_SECRET: "" })).toThrow(/APP_SECRET must be set/);
  });

  test("make a production with a store that is connected by OIDC, for which there is no token", () => {
    const connected = { BLOB_READ_WRITE_TOKEN: "", BLOB_WEBHOOK_PUBLIC_KEY: "MCowBQYDK2VwAyEA" };
    expect(parseEnv({ ...production, ...connected }).images).toMatchObject({ token: null, storeId: "AbCdEf123" });
  });

  test.each(["DATABASE_URL", "BLOB_STORE_ID", "INNGEST_SIGNING_KEY"])("without %s do not start", (name) => {
    const without = { ...production, DATABASE_URL_UNPOOLED: "", BLOB_READ_WRITE_TOKEN: "", [name]: "" };
    expect(() => parseEnv(without)).toThrow(name);
  });
});
