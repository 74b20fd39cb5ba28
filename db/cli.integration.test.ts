import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestServerDatabase } from "@/tests/database-server";
import { createEmbeddedDataDir } from "@/tests/embedded-data-dir";
import { runChild } from "@/tests/run-child";
import { openDatabase } from "./client";
import * as migrations from "./migrations";

const NAMES = Object.keys(migrations);
const LATEST = NAMES.at(-1) ?? "";

let env: Record<string, string>;
let remove: () => Promise<void>;
beforeAll(async () => {
  const server = await createTestServerDatabase();
  if (server === null) {
    const embedded = await createEmbeddedDataDir();
    env = { DATA_DIR: embedded.dataDir, DATABASE_URL: "" };
    remove = embedded.remove;
  } else {
    env = { DATABASE_URL: server.url, APP_SECRET: "x".repeat(32) };
    remove = server.drop;
    await run("migrate");
  }
}, 180_000);
afterAll(() => remove());

async function run(...args: string[]): Promise<{ code: number | null; lines: string[]; errors: string }> {
  const { code, output, errors } = await runChild("db/cli.ts", args, env).ended;
  return { code, lines: output.trimEnd().split("\n").slice(1), errors };
}

it("lists, undoes and applies migrations, and says what it did", { timeout: 180_000 }, async () => {
  const before = await run("status");
  expect(before).toMatchObject({ code: 0, errors: "" });
  expect(before.lines.map((line) => line.replace(/ \(.*/, ""))).toEqual(NAMES.map((name) => `${name}: applied`));

  expect(await run("rollback")).toEqual({ code: 0, lines: [`Undid ${LATEST}.`], errors: "" });
  const after = await run("status");
  expect(after.code).toBe(1);
  expect(after.lines.at(-1)).toBe(`${LATEST}: pending`);
  expect(await run("migrate")).toEqual({ code: 0, lines: [`Applied ${LATEST}.`], errors: "" });
  expect(await run("migrate")).toEqual({ code: 0, lines: ["Nothing to do: every migration is applied."], errors: "" });
});

it("validates, naming what differs", { timeout: 180_000 }, async () => {
  expect(await run("validate")).toEqual({ code: 0, lines: ["The schema is what the migrations give."], errors: "" });
  const url = env["DATABASE_URL"] ?? "";
  const handle = await openDatabase({
    database: url === "" ? { kind: "pglite" } : { kind: "postgres", url, migrationUrl: url },
    dataDir: env["DATA_DIR"] ?? "",
    schema: "preview",
  });
  await sql`drop index preview.edits_root`.execute(handle.db);
  await handle.close();
  expect(await run("validate")).toEqual({
    code: 1,
    lines: ["index edits_root is missing", "1 difference."],
    errors: "",
  });
});

it("says in plain words what stands in its way", { timeout: 180_000 }, async () => {
  const unknown = await run("destroy");
  expect(unknown.code).toBe(2);
  expect(unknown.lines.join("\n")).toContain("db:migrate");
  const wrong = await runChild("db/cli.ts", ["status"], { ...env, DATABASE_URL: "mysql://x" }).ended;
  expect(wrong).toMatchObject({ code: 1, errors: expect.stringContaining("DATABASE_URL must start with") as string });
  const refused = await runChild("db/cli.ts", ["status"], {
    DATABASE_URL: "postgres://nobody:secret@127.0.0.1:1/none",
    APP_SECRET: "x".repeat(32),
  }).ended;
  expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining("ECONNREFUSED") as string });
  expect(refused.errors).not.toContain("secret");
});

it("refuses a data folder that is in use", { timeout: 180_000 }, async () => {
  const embedded = await createEmbeddedDataDir();
  const holder = runChild("tests/database-process.ts", ["lock", embedded.dataDir]);
  await holder.says("held");
  const refused = await runChild("db/cli.ts", ["migrate"], { DATA_DIR: embedded.dataDir, DATABASE_URL: "" }).ended;
  expect(refused).toMatchObject({
    code: 1,
    errors: expect.stringContaining(`Another Mizual (process ${holder.pid}) is already using`) as string,
  });
  await holder.kill();
  await embedded.remove();
});
