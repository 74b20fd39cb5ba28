import { type Kysely, sql } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestDatabase, openTestDatabase } from "@/tests/database";
import { createTestServerDatabase, testServerUrl } from "@/tests/database-server";
import { runChild } from "@/tests/run-child";
import { openDatabase } from "../client";
import { migrate, rollback } from "./migrate";
import type { Migration, MigrationSet } from "./migration";
import { migrationStatus } from "./history";
import * as migrations from ".";
import { schemaSnapshot } from "./validate";

const NAMES = Object.keys(migrations);

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase({ migrated: false });
});
afterEach(() => database.close());

const snapshot = () => schemaSnapshot(database.db.withoutPlugins() as Kysely<unknown>, database.handle.schema);
const states = async (set?: MigrationSet) =>
  (await migrationStatus(database.handle, { migrations: set })).map(({ name, state }) => `${name} ${state}`);

/** A migration that makes one table with one column. */
function tableMigration(table: string, column = "id"): Migration {
  return {
    up: async (db) => {
      await sql`create table ${sql.id(table)} (${sql.id(column)} int)`.execute(db);
    },
    down: async (db) => {
      await sql`drop table ${sql.id(table)}`.execute(db);
    },
  };
}

it("builds everything from nothing, once, and remembers when and where", async () => {
  expect(await states()).toEqual(NAMES.map((name) => `${name} pending`));
  expect(await migrate(database.handle, { environment: "somewhere" })).toEqual(NAMES);
  expect(await migrate(database.handle)).toEqual([]);
  const status = await migrationStatus(database.handle);
  expect(status.map(({ name, state, environment }) => ({ name, state, environment }))).toEqual(
    NAMES.map((name) => ({ name, state: "applied", environment: "somewhere" })),
  );
  expect(status.every(({ appliedAt }) => appliedAt instanceof Date)).toBe(true);
});

it("undoes each migration, down to nothing, and comes back to the same schema", async () => {
  await migrate(database.handle);
  const full = await snapshot();
  for (const name of NAMES.toReversed()) expect(await rollback(database.handle)).toEqual([name]);
  expect(await rollback(database.handle)).toEqual([]);
  expect([...(await snapshot()).keys()].filter((object) => !object.includes("migration_history"))).toEqual([]);

  expect(await migrate(database.handle)).toEqual(NAMES);
  expect(await snapshot()).toEqual(full);
  const [first = ""] = NAMES;
  expect(await rollback(database.handle, { to: first })).toEqual(NAMES.slice(1).toReversed());
  expect(await rollback(database.handle, { to: null })).toEqual([first]);
  await expect(rollback(database.handle, { to: "000-unknown" })).rejects.toThrow("000-unknown is not applied");
});

it("applies each migration once when several run at once", async () => {
  const second = await database.second();
  const runners = [database.handle, second ?? database.handle, database.handle, second ?? database.handle];
  const applied = await Promise.all(runners.map((runner) => migrate(runner)));
  expect(applied.flat().toSorted()).toEqual(NAMES);
  expect(await states()).toEqual(NAMES.map((name) => `${name} applied`));
  await second?.close();
});

it("names a migration that has changed since it was applied", async () => {
  await migrate(database.handle, { migrations: { "001-a": tableMigration("a"), "002-b": tableMigration("b") } });
  const changed = { "001-a": tableMigration("a"), "002-b": tableMigration("b", "other") };
  await expect(migrate(database.handle, { migrations: changed })).rejects.toThrow("Migration 002-b has changed");
  expect(await states(changed)).toEqual(["001-a applied", "002-b changed"]);
});

it("refuses a migration that comes before one that is applied", async () => {
  await migrate(database.handle, { migrations: { "002-b": tableMigration("b") } });
  const late = { "001-a": tableMigration("a"), "002-b": tableMigration("b") };
  await expect(migrate(database.handle, { migrations: late })).rejects.toThrow("Migration 001-a is missing");
});

it("lets an older release run on a newer schema, but not undo it", async () => {
  await migrate(database.handle, { migrations: { "001-a": tableMigration("a"), "002-b": tableMigration("b") } });
  const older = { "001-a": tableMigration("a") };
  expect(await migrate(database.handle, { migrations: older })).toEqual([]);
  expect(await states(older)).toEqual(["001-a applied", "002-b unknown"]);
  await expect(rollback(database.handle, { migrations: older })).rejects.toThrow(
    "002-b was applied by another release",
  );
});

it("leaves nothing of a migration that fails, and keeps those before it", async () => {
  const failing = {
    "001-a": tableMigration("a"),
    "002-b": {
      up: async (db: Parameters<Migration["up"]>[0]) => {
        await tableMigration("b").up(db);
        await sql`select 1 / (select count(*) from a)`.execute(db);
      },
      down: async () => {},
    },
  };
  await expect(migrate(database.handle, { migrations: failing })).rejects.toThrow("division by zero");
  expect(await states(failing)).toEqual(["001-a applied", "002-b pending"]);
  expect([...(await snapshot()).keys()].filter((object) => object.startsWith("table "))).toEqual([
    "table a",
    "table migration_history",
  ]);
});

it.skipIf(testServerUrl() === null)("two processes at once migrate one server once", async () => {
  const server = await createTestServerDatabase();
  if (server === null) throw new Error("no server");
  const env = { DATABASE_URL: server.url, APP_SECRET: "x".repeat(32), ENVIRONMENT: "production" };
  const ends = await Promise.all([1, 2].map(() => runChild("db/cli.ts", ["migrate"], env).ended));
  expect(ends.map(({ code, errors }) => [code, errors])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  const handle = await openServerDatabase(server.url, "public");
  const history = await handle.db
    .selectFrom("migrationHistory")
    .select(["name", "environment"])
    .orderBy("name")
    .execute();
  expect(history).toEqual(NAMES.map((name) => ({ name, environment: "production" })));
  await handle.close();
  await server.drop();
});

it.skipIf(testServerUrl() === null)(
  "a process killed in the middle of a migration leaves nothing half done",
  async () => {
    const server = await createTestServerDatabase();
    if (server === null) throw new Error("no server");
    const child = runChild("tests/database-process.ts", ["migrate", server.url]);
    await child.says("held");
    await child.kill();

    const handle = await openServerDatabase(server.url, "preview");
    // Waits for the lock, which the server frees with the connection.
    expect(await migrate(handle)).toEqual(NAMES);
    const objects = [...(await schemaSnapshot(handle.db.withoutPlugins() as Kysely<unknown>, "preview")).keys()];
    expect(objects).not.toContain("table half");
    await handle.close();
    await server.drop();
  },
);

function openServerDatabase(url: string, schema: string) {
  return openDatabase({ database: { kind: "postgres", url, migrationUrl: url }, dataDir: "", schema });
}
