import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { EnvError, envVariables, parseEnv } from "./env";

const SECRET = "s".repeat(32);
const POSTGRES = { DATABASE_URL: "postgres://u:p@db.example:5432/mizual", APP_SECRET: SECRET };
const INNGEST = { INNGEST_EVENT_KEY: "event", INNGEST_SIGNING_KEY: "signing" };
const VERCEL = { VERCEL: "1", VERCEL_ENV: "production", ...POSTGRES, ...INNGEST };

function refusal(variables: Record<string, string>): string {
  try {
    parseEnv(variables);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
  }
  throw new Error("The environment was accepted.");
}

describe(".env.example", () => {
  const text = readFileSync(path.join(import.meta.dirname, "../.env.example"), "utf8");
  const documented = [...text.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => ({ name, value }));

  test("names every variable that the server reads, once, and no other", () => {
    expect(documented.map(({ name }) => name).toSorted()).toEqual(Object.keys(envVariables).toSorted());
  });

  test("configures nothing when it is copied as it is", () => {
    const copied = Object.fromEntries(documented.map(({ name, value }) => [name, value]));
    expect(parseEnv(copied)).toEqual(parseEnv({}));
  });

  test("says something about every variable", () => {
    const lines = text.split("\n");
    const silent = lines.filter((line, index) => /^[A-Z]/.test(line) && !/^(#|[A-Z])/.test(lines[index - 1] ?? ""));
    expect(silent).toEqual([]);
  });
});

describe("parseEnv", () => {
  test("runs on embedded parts with nothing set", () => {
    expect(parseEnv({})).toMatchObject({
      environment: "preview",
      schema: "preview",
      dataDir: path.resolve(".data"),
      database: { kind: "pglite" },
      runs: "embedded",
      appSecret: null,
      publicUrl: null,
      allowedOrigins: [],
      trustedProxies: 0,
      rateLimits: {},
      retentionDays: 30,
      sweepCron: "* * * * *",
      onVercel: false,
    });
  });

  test("takes empty for unset", () => {
    const empty = Object.fromEntries(Object.keys(envVariables).map((name) => [name, " "]));
    expect(parseEnv(empty)).toEqual(parseEnv({}));
  });

  test("chooses the driver by the host, and the schema by the environment", () => {
    expect(parseEnv(POSTGRES).database.kind).toBe("postgres");
    expect(parseEnv({ ...POSTGRES, DATABASE_URL: "postgresql://u:p@ep-a.eu.neon.tech/db" }).database.kind).toBe("neon");
    expect(parseEnv({ ...POSTGRES, NEON_LOCAL_PROXY: "localhost:4444" }).database).toMatchObject({
      kind: "neon",
      localProxy: "localhost:4444",
    });
    // A host that merely mentions it.
    const impostor = { ...POSTGRES, DATABASE_URL: "postgres://u:p@neon.tech.example/db" };
    expect(parseEnv(impostor).database.kind).toBe("postgres");
    expect(parseEnv({ ENVIRONMENT: "production" }).schema).toBe("public");
  });

  test("migrates over the direct connection where there is one", () => {
    const direct = "postgres://u:p@direct.example/mizual";
    expect(parseEnv({ ...POSTGRES, DATABASE_URL_UNPOOLED: direct }).database).toMatchObject({ migrationUrl: direct });
    expect(parseEnv(POSTGRES).database).toMatchObject({ migrationUrl: POSTGRES.DATABASE_URL });
  });

  test("uses Inngest when any of its variables is set", () => {
    expect(parseEnv(INNGEST).runs).toBe("inngest");
    expect(parseEnv({ INNGEST_DEV: "1" }).runs).toBe("inngest");
  });

  test("reads lists and limits", () => {
    const env = parseEnv({ ALLOWED_ORIGINS: "https://a.example, https://b.example,", RATE_LIMITS: "edit=5,status=7" });
    expect(env.allowedOrigins).toEqual(["https://a.example", "https://b.example"]);
    expect(env.rateLimits).toEqual({ edit: 5, status: 7 });
    expect(parseEnv({ RATE_LIMITS: "off" }).rateLimits).toBe("off");
  });

  test.each([
    ["half a pair", { INNGEST_EVENT_KEY: "event" }, ["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"]],
    ["a base URL without keys", { INNGEST_BASE_URL: "http://localhost:8288" }, ["INNGEST_SIGNING_KEY"]],
    ["a database without a secret", { DATABASE_URL: POSTGRES.DATABASE_URL }, ["APP_SECRET"]],
    ["a direct connection alone", { DATABASE_URL_UNPOOLED: POSTGRES.DATABASE_URL }, ["DATABASE_URL_UNPOOLED"]],
    ["a proxy alone", { NEON_LOCAL_PROXY: "localhost:4444" }, ["NEON_LOCAL_PROXY"]],
    ["a database that is not PostgreSQL", { ...POSTGRES, DATABASE_URL: "mysql://db/x" }, ["DATABASE_URL"]],
    ["a short secret", { APP_SECRET: "short" }, ["APP_SECRET"]],
    ["an origin with a path", { PUBLIC_URL: "https://a.example/x" }, ["PUBLIC_URL"]],
    ["a wildcard origin", { ALLOWED_ORIGINS: "*" }, ["ALLOWED_ORIGINS"]],
    ["an unknown limit", { RATE_LIMITS: "edits=5" }, ["RATE_LIMITS"]],
    ["a limit of nothing", { RATE_LIMITS: "edit=0" }, ["RATE_LIMITS"]],
    ["no days of retention", { RETENTION_DAYS: "0" }, ["RETENTION_DAYS"]],
    ["a fraction of a proxy", { TRUSTED_PROXIES: "1.5" }, ["TRUSTED_PROXIES"]],
    ["an unknown environment", { ENVIRONMENT: "staging" }, ["ENVIRONMENT"]],
  ])("refuses %s and names it", (_what, variables, named) => {
    expect(() => parseEnv(variables)).toThrow(EnvError);
    for (const name of named) expect(() => parseEnv(variables)).toThrow(name);
  });

  test("says everything that is wrong at once, and no value", () => {
    const secret = "postgres://user:hunter2@db.example/x";
    const variables = { DATABASE_URL_UNPOOLED: secret, INNGEST_SIGNING_KEY: "signkey-123" };
    const message = refusal(variables);
    expect(message).toContain("DATABASE_URL_UNPOOLED");
    expect(message).toContain("INNGEST_EVENT_KEY");
    expect(message).not.toMatch(/hunter2|signkey-123/);
    expect(refusal({ ENVIRONMENT: "hunter2", INNGEST_BASE_URL: "hunter2", PUBLIC_URL: "hunter2" })).not.toContain(
      "hunter2",
    );
  });
});

describe("parseEnv on Vercel", () => {
  test("accepts a complete production", () => {
    expect(parseEnv(VERCEL)).toMatchObject({ onVercel: true, environment: "production", schema: "public" });
    expect(parseEnv({ ...VERCEL, VERCEL_ENV: "preview" }).schema).toBe("preview");
  });

  test.each([
    ["an embedded database", { DATABASE_URL: "" }, "DATABASE_URL"],
    ["an embedded runner", { INNGEST_EVENT_KEY: "", INNGEST_SIGNING_KEY: "" }, "INNGEST_EVENT_KEY"],
    ["the dev server", { INNGEST_DEV: "1" }, "INNGEST_DEV"],
    ["limits for tests", { RATE_LIMITS: "off" }, "RATE_LIMITS"],
    ["the other environment", { ENVIRONMENT: "preview" }, "ENVIRONMENT"],
  ])("refuses %s, which would lose data or protection in silence", (_what, change, named) => {
    expect(() => parseEnv({ ...VERCEL, ...change })).toThrow(named);
  });
});
