import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { EnvError, envVariables, parseEnv } from "./env";

const SECRET = "s".repeat(32);
const POSTGRES = { DATABASE_URL: "postgres://u:p@db.example:5432/mizual", APP_SECRET: SECRET };
const INNGEST = { INNGEST_EVENT_KEY: "event", INNGEST_SIGNING_KEY: "signing" };
const BLOB = { BLOB_READ_WRITE_TOKEN: "vercel_blob_rw_store1_secret" };
const S3 = {
  S3_ENDPOINT: "https://s3.example",
  S3_BUCKET_NAME: "pictures",
  S3_ACCESS_KEY: "access",
  S3_SECRET_KEY: "secret-key",
};
const UPSTASH = { UPSTASH_REDIS_REST_URL: "https://u.upstash.io", UPSTASH_REDIS_REST_TOKEN: "a-rest-token" };
const VERCEL = { VERCEL: "1", VERCEL_ENV: "production", ...POSTGRES, ...INNGEST, ...BLOB };

function refusal(variables: Record<string, string>): string {
  try {
    parseEnv(variables);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
  }
  throw new Error("The environment was accepted.");
}

describe(".env.example", () => {
  const text = readFileSync(path.join(import.meta.dirname, "../../.env.example"), "utf8");
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
      looksByEvents: false,
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

  test("runs nothing by the clock where each look is paid for, but what an operator asks for, in production alone", () => {
    const looks = (variables: Record<string, string>) => {
      const { sweepCron, looksByEvents } = parseEnv(variables);
      return { sweepCron, looksByEvents };
    };
    const own = { ...INNGEST, INNGEST_BASE_URL: "http://inngest:8288", INNGEST_SERVE_ORIGIN: "http://app:3000" };
    const metered = [INNGEST, VERCEL, own, {}, { SWEEP_CRON: "off" }].map((each) => parseEnv(each).isMetered);
    expect(metered).toEqual([true, true, false, false, false]);
    expect(looks(INNGEST)).toEqual({ sweepCron: null, looksByEvents: true });
    expect(looks(own)).toEqual({ sweepCron: "* * * * *", looksByEvents: false });
    expect(looks({ SWEEP_CRON: "off" })).toEqual({ sweepCron: null, looksByEvents: true });
    expect(looks({ ...INNGEST, SWEEP_CRON: "0 * * * *" })).toEqual({ sweepCron: "0 * * * *", looksByEvents: true });
    const vercel = { ...VERCEL, SWEEP_CRON: "0 * * * *" };
    expect(looks({ ...VERCEL, VERCEL_ENV: "preview" })).toEqual({ sweepCron: null, looksByEvents: true });
    expect(looks({ ...vercel, VERCEL_ENV: "preview" })).toEqual({ sweepCron: null, looksByEvents: true });
    expect(looks({ ...vercel, VERCEL_ENV: "production" })).toEqual({ sweepCron: "0 * * * *", looksByEvents: true });
  });

  test("runs on Inngest Cloud with both keys, on a server of our own with an address as well", () => {
    expect(parseEnv({})).toMatchObject({ runs: "embedded", inngest: null });
    expect(parseEnv(INNGEST)).toMatchObject({
      runs: "inngest",
      inngest: {
        kind: "server",
        eventKey: "event",
        signingKey: "signing",
        signingKeyFallback: null,
        baseUrl: null,
        serveOrigin: null,
      },
    });
    const own = {
      ...INNGEST,
      INNGEST_BASE_URL: "http://inngest:8288",
      INNGEST_SERVE_ORIGIN: "http://app:3000",
      INNGEST_SIGNING_KEY_FALLBACK: "before",
    };
    expect(parseEnv(own).inngest).toMatchObject({
      baseUrl: "http://inngest:8288",
      serveOrigin: "http://app:3000",
      signingKeyFallback: "before",
    });
  });

  test("runs on the Inngest dev server, whose address may be given in either way", () => {
    expect(parseEnv({ INNGEST_DEV: "1" }).inngest).toEqual({ kind: "dev", baseUrl: null, serveOrigin: null });
    for (const variables of [
      { INNGEST_DEV: "http://localhost:9999" },
      { INNGEST_DEV: "true", INNGEST_BASE_URL: "http://localhost:9999" },
    ] as Array<Record<string, string>>)
      expect(parseEnv(variables).inngest).toMatchObject({ kind: "dev", baseUrl: "http://localhost:9999" });
  });

  test("keeps pictures, counts limits and edits with what has a key", () => {
    expect(parseEnv({})).toMatchObject({ images: { kind: "files" }, limits: { kind: "memory" }, editors: ["local"] });
    expect(parseEnv(BLOB).images).toMatchObject({ kind: "vercel", access: "private", apiUrl: null });
    expect(parseEnv(S3).images).toMatchObject({ kind: "s3", bucket: "pictures", region: "auto" });
    expect(parseEnv({ ...S3, S3_ENDPOINT: "https://s3.fr-par.scw.cloud" }).images).toMatchObject({ region: "fr-par" });
    expect(parseEnv(UPSTASH).limits).toEqual({ kind: "upstash", url: "https://u.upstash.io", token: "a-rest-token" });
    const kv = { KV_REST_API_URL: "https://kv.example", KV_REST_API_TOKEN: "a-kv-token" };
    expect(parseEnv(kv).limits).toEqual({ kind: "upstash", url: "https://kv.example", token: "a-kv-token" });
    expect(parseEnv({ REDIS_URL: "rediss://r.example" }).limits.kind).toBe("redis");
    const both = { BFL_API_KEY: "bfl-key-1", GEMINI_API_KEY: "gemini-key-1" };
    expect(parseEnv(both).editors).toEqual(["flux", "gemini"]);
    expect(parseEnv({ GEMINI_API_KEY: "gemini-key-1" }).editors).toEqual(["gemini"]);
    expect(parseEnv({ ...both, IMAGE_EDITOR: "gemini, local" }).editors).toEqual(["gemini", "local"]);
  });

  test("caps what a day may cost, unless that is lifted", () => {
    expect(parseEnv({}).spendCaps).toEqual({ perDayUsd: 10, perClientUsd: 2 });
    expect(parseEnv({ SPEND_CAP_USD: "off", SPEND_CAP_USD_PER_CLIENT: "0.5" }).spendCaps).toEqual({
      perDayUsd: null,
      perClientUsd: 0.5,
    });
  });

  test("shows pictures by the store's addresses where browsers can be expected to reach it", () => {
    const shows = (variables: Record<string, string>) => {
      const { images } = parseEnv(variables);
      return images.kind === "files" ? null : images.showsPictures;
    };
    expect(shows(BLOB)).toBe(true);
    expect(shows({ ...BLOB, PICTURE_LINKS: "app" })).toBe(false);
    expect(shows({ ...S3, S3_ENDPOINT: "https://s3.eu-central-1.amazonaws.com" })).toBe(true);
    expect(shows({ ...S3, S3_ENDPOINT: "https://s3.example.com", PICTURE_LINKS: "app" })).toBe(false);
    for (const inside of ["http://s3.example.com", "https://s3:3900", "https://10.0.0.3", "https://store.internal"])
      expect([inside, shows({ ...S3, S3_ENDPOINT: inside })]).toEqual([inside, false]);
    expect(shows({ ...S3, S3_ENDPOINT: "http://localhost:3900", PICTURE_LINKS: "store" })).toBe(true);
  });

  test("takes a Blob store by the id of one that is connected, with or without a token", () => {
    const connected = { kind: "vercel", token: null, storeId: "store1", access: "private" };
    expect(parseEnv({ BLOB_STORE_ID: "store_store1" }).images).toMatchObject(connected);
    expect(parseEnv({ ...VERCEL, BLOB_READ_WRITE_TOKEN: "", BLOB_STORE_ID: "store_store1" }).images).toMatchObject(
      connected,
    );
    expect(parseEnv({ ...BLOB, BLOB_STORE_ID: "store_store1" }).images).toMatchObject({
      token: BLOB.BLOB_READ_WRITE_TOKEN,
      storeId: "store1",
    });
  });

  test("reads lists and limits", () => {
    const env = parseEnv({ ALLOWED_ORIGINS: "https://a.example, https://b.example,", RATE_LIMITS: "edit=5,status=7" });
    expect(env.allowedOrigins).toEqual(["https://a.example", "https://b.example"]);
    expect(env.rateLimits).toEqual({ edit: 5, status: 7 });
    expect(parseEnv({ RATE_LIMITS: "off" }).rateLimits).toBe("off");
  });

  test.each([
    ["a word for the dev server", { INNGEST_DEV: "yes" }, ["INNGEST_DEV"]],
    ["an old signing key alone", { INNGEST_SIGNING_KEY_FALLBACK: "before" }, ["INNGEST_SIGNING_KEY"]],
    ["two Blob stores", { ...BLOB, BLOB_STORE_ID: "store_other" }, ["BLOB_READ_WRITE_TOKEN", "BLOB_STORE_ID"]],
    ["a connected store and a bucket", { BLOB_STORE_ID: "store_1", ...S3 }, ["BLOB_STORE_ID", "S3_ENDPOINT"]],
    ["two stores", { ...BLOB, ...S3 }, ["BLOB_READ_WRITE_TOKEN", "S3_ENDPOINT"]],
    ["half a store", { S3_ENDPOINT: "https://s3.example" }, ["S3_BUCKET_NAME", "S3_SECRET_KEY"]],
    ["an access without its store", { BLOB_ACCESS: "public" }, ["BLOB_ACCESS", "BLOB_READ_WRITE_TOKEN"]],
    ["half of Upstash", { KV_REST_API_URL: "https://kv.example" }, ["KV_REST_API_URL", "KV_REST_API_TOKEN"]],
    ["an editor without its key", { IMAGE_EDITOR: "flux,gemini" }, ["BFL_API_KEY", "GEMINI_API_KEY"]],
    ["an unknown editor", { IMAGE_EDITOR: "dalle" }, ["IMAGE_EDITOR"]],
    ["an editor twice", { IMAGE_EDITOR: "local,local" }, ["IMAGE_EDITOR"]],
    ["webhooks without an address", { BFL_API_KEY: "bfl-key-1", BFL_WEBHOOKS: "on" }, ["PUBLIC_URL"]],
    ["a cap that no account holds", { SPEND_CAP_USD: "1000000" }, ["SPEND_CAP_USD"]],
    ["a price that nobody pays", { BFL_API_KEY: "bfl-key-1", BFL_PRICE_USD: "1000" }, ["BFL_PRICE_USD"]],
    ["a cap that is no amount", { SPEND_CAP_USD: "-1" }, ["SPEND_CAP_USD"]],
    ["half a pair", { INNGEST_EVENT_KEY: "event" }, ["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"]],
    [
      "an Inngest server that is not told where the app is",
      { ...INNGEST, INNGEST_BASE_URL: "http://localhost:8288" },
      ["INNGEST_SERVE_ORIGIN", "PUBLIC_URL", "INNGEST_BASE_URL"],
    ],
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
    expect(parseEnv({ ...VERCEL, BLOB_READ_WRITE_TOKEN: "", ...S3 }).images.kind).toBe("s3");
  });

  test.each([
    ["an embedded database", { DATABASE_URL: "" }, "DATABASE_URL"],
    ["an embedded picture store", { BLOB_READ_WRITE_TOKEN: "" }, "BLOB_STORE_ID or BLOB_READ_WRITE_TOKEN"],
    ["an embedded runner", { INNGEST_EVENT_KEY: "", INNGEST_SIGNING_KEY: "" }, "INNGEST_EVENT_KEY"],
    ["the dev server", { INNGEST_DEV: "1" }, "INNGEST_DEV"],
    ["limits for tests", { RATE_LIMITS: "off" }, "RATE_LIMITS"],
    ["the other environment", { ENVIRONMENT: "preview" }, "ENVIRONMENT"],
  ])("refuses %s, which would lose data or protection in silence", (_what, change, named) => {
    expect(() => parseEnv({ ...VERCEL, ...change })).toThrow(named);
  });
});
