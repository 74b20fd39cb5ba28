import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, openTestDatabase } from "@/tests/database";
import { validateSchema } from "./validate";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const CHANGES: ReadonlyArray<{ change: string; undo: string; found: string }> = [
  {
    change: "alter table edits alter column model type varchar(50)",
    undo: "alter table edits alter column model type text",
    found: "column edits.model is «character varying(50), nullable», should be «text, nullable»",
  },
  {
    change: "alter table edits alter column owner_hash set not null",
    undo: "alter table edits alter column owner_hash drop not null",
    found: "column edits.owner_hash is «text, not null», should be «text, nullable»",
  },
  {
    change: "alter table outbox alter column dispatch set default 2",
    undo: "alter table outbox alter column dispatch set default 1",
    found: "column outbox.dispatch is «integer, not null, default 2», should be «integer, not null, default 1»",
  },
  {
    change: "alter table uploads add column more text",
    undo: "alter table uploads drop column more",
    found: "column uploads.more is in no migration",
  },
  {
    change: "drop index edits_root",
    undo: "create index edits_root on edits (root_id, chain_position)",
    found: "index edits_root is missing",
  },
  {
    change: "alter table uploads drop constraint uploads_size_check",
    undo: "alter table uploads add constraint uploads_size_check check (size > 0)",
    found: "constraint uploads.uploads_size_check is missing",
  },
  {
    change: "alter table edits disable trigger edits_legal_move",
    undo: "alter table edits enable trigger edits_legal_move",
    found: "trigger edits.edits_legal_move is «",
  },
  {
    change: "create function stray() returns int language sql as 'select 1'",
    undo: "drop function stray()",
    found: "function stray() is in no migration",
  },
  {
    change: "create view stray as select id from edits",
    undo: "drop view stray",
    found: "view stray is in no migration",
  },
];

it("finds nothing in a schema that the migrations gave", async () => {
  expect(await validateSchema(database.handle)).toEqual([]);
});

it.each(CHANGES)("names what differs after: $change", async ({ change, undo, found }) => {
  const run = (statement: string) =>
    database.db.transaction().execute(async (tx) => {
      await sql`select set_config('search_path', ${database.handle.schema}, true)`.execute(tx);
      await sql.raw(statement).execute(tx);
    });
  await run(change);
  const problems = await validateSchema(database.handle);
  await run(undo);
  expect(problems.filter((problem) => problem.startsWith(found))).toHaveLength(1);
  expect(await validateSchema(database.handle)).toEqual([]);
});

it("leaves no scratch schema behind", async () => {
  await validateSchema(database.handle);
  const { rows } = await sql`select nspname from pg_namespace where nspname like 'mizual_scratch_%'`.execute(
    database.db,
  );
  expect(rows).toEqual([]);
});
