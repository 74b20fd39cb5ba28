import { sql } from "kysely";
import { expect, it } from "vitest";
import { compiledSql, type Migration, orderedMigrations } from "./migration";

const migration = (...statements: string[]): Migration => ({
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
  down: async () => {},
});
const checksum = async (...statements: string[]) =>
  (await orderedMigrations({ it: migration(...statements) }))[0]?.checksum;

it("has a checksum that depends on the SQL alone, not on its layout", async () => {
  const once = await checksum("create table a (b int)");
  expect(once).toMatch(/^[0-9a-f]{64}$/);
  expect(await checksum("create  table a\n  (b int)")).toBe(once);
  expect(await checksum("create table a (b text)")).not.toBe(once);
  expect(await checksum("create table a (b int)", "select 1")).not.toBe(once);
});

it("runs in the order of the names", async () => {
  const set = { "010-c": migration(), "002-b": migration(), "001-a": migration() };
  expect((await orderedMigrations(set)).map(({ name }) => name)).toEqual(["001-a", "002-b", "010-c"]);
});

it("sees built queries and their parameters, in order", async () => {
  const statements = await compiledSql(async (db) => {
    await db.schema.createTable("a").addColumn("b", "integer").execute();
    await sql`insert into a values (${7})`.execute(db);
  });
  expect(statements).toEqual(['create table "a" ("b" integer)', "insert into a values ($1) -- [7]"]);
});

it("knows every migration of the product, each with statements", async () => {
  const known = await orderedMigrations();
  expect(known.map(({ name }) => name)).toEqual(expect.arrayContaining(["001-edits", "002-embedded-runner"]));
  for (const { up, down } of known) {
    expect((await compiledSql(up)).length).toBeGreaterThan(0);
    expect((await compiledSql(down)).length).toBeGreaterThan(0);
  }
});
