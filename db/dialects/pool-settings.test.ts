import { expect, it } from "vitest";
import { poolSettings } from "./pool-settings";

it("limits statements on the server, unless there is no hurry", () => {
  expect(poolSettings("postgres://db.example/app")).toMatchObject({ statement_timeout: 30_000, query_timeout: 35_000 });
  const unhurried = poolSettings("postgres://db.example/app", { unhurried: true });
  expect(unhurried).not.toHaveProperty("statement_timeout");
  expect(unhurried).not.toHaveProperty("query_timeout");
});

it.each([
  "postgres://ep-cool-1-pooler.eu-central-1.aws.neon.tech/app?sslmode=require",
  "postgres://aws-0.pooler.supabase.com:6543/postgres",
  "postgres://127.0.0.1:6432/app",
  "postgres://db.example/app?pgbouncer=true",
])("asks no transaction pooler for what it refuses: %s", (url) => {
  expect(poolSettings(url)).not.toHaveProperty("statement_timeout");
  expect(poolSettings(url)).toMatchObject({ query_timeout: 35_000 });
});

it("takes few connections where many processes share a server, and gives them back soon", () => {
  expect(poolSettings("postgres://db.example/app")).toMatchObject({ max: 10 });
  expect(poolSettings("postgres://db.example/app", { serverless: true })).toMatchObject({
    max: 4,
    idleTimeoutMillis: 5_000,
  });
});
