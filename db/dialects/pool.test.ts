import { expect, it } from "vitest";
import { poolSettings } from "./pool";

const LIMITS = ["query_timeout", "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];

it("waits for nothing longer than a request may take, unless there is no hurry", () => {
  const settings = poolSettings("postgres://db.example/app");
  expect(settings).toMatchObject({ connectionTimeoutMillis: 8_000, query_timeout: 9_000, statement_timeout: 8_000 });
  expect(settings).toMatchObject({ idle_in_transaction_session_timeout: 30_000, lock_timeout: 1_800 });
  const unhurried = poolSettings("postgres://db.example/app", { unhurried: true });
  for (const limit of LIMITS) expect(unhurried).not.toHaveProperty(limit);
});

it.each([
  "postgres://ep-cool-1-pooler.eu-central-1.aws.neon.tech/app?sslmode=require",
  "postgres://aws-0.pooler.supabase.com:6543/postgres",
  "postgres://127.0.0.1:6432/app",
  "postgres://db.example/app?pgbouncer=true",
])("asks no transaction pooler for what it refuses: %s", (url) => {
  const settings = poolSettings(url);
  for (const limit of LIMITS.slice(1)) expect(settings).not.toHaveProperty(limit);
  expect(settings).toMatchObject({ query_timeout: 9_000 });
});

it("takes few connections where many processes share a server, and gives them back soon", () => {
  expect(poolSettings("postgres://db.example/app")).toMatchObject({ max: 10 });
  expect(poolSettings("postgres://db.example/app", { serverless: true })).toMatchObject({
    max: 4,
    idleTimeoutMillis: 5_000,
  });
});
