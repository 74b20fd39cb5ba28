import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestDatabase, openTestDatabase } from "@/tests/database";
import { pictureKeys } from "@/lib/blob/blob-store";
import * as migrations from ".";
import { migrate } from "./migrate";

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase({ migrated: false });
});
afterEach(() => database.close());

const edits = () => sql.id(database.handle.schema, "edits");

/** A row as a release before pictures and numbers writes it. */
async function insertOld(prompt: string, second: number, parent?: { id: string; root: string; position: number }) {
  const id = randomUUID();
  await sql`insert into ${edits()} (id, root_id, parent_id, chain_position, prompt, created_at)
    values (${id}, ${parent?.root ?? id}, ${parent?.id ?? null}, ${(parent?.position ?? 0) + 1}, ${prompt},
      timestamptz '2026-11-01' + ${second}::int * interval '1 second')`.execute(database.db);
  return id;
}

const numbers = async () => {
  const { rows } = await sql<{ prompt: string; number: number; own: boolean; words: string }>`
    select prompt, version as number, picture_id = root_id as own, words from ${edits()} order by created_at`.execute(
    database.db,
  );
  return rows;
};

it("numbers what was there by its age within each picture, and what an older release adds after that", async () => {
  const known = Object.entries(migrations).filter(([name]) => name < "011");
  await migrate(database.handle, { migrations: Object.fromEntries(known) });
  const root = await insertOld("Éclair", 1);
  const other = await insertOld("other", 2);
  const child = await insertOld("child", 4, { id: root, root, position: 1 });
  await insertOld("branch", 3, { id: root, root, position: 1 });

  await migrate(database.handle);
  expect(await numbers()).toEqual([
    { prompt: "Éclair", number: 1, own: true, words: "eclair" },
    { prompt: "other", number: 1, own: true, words: "other" },
    { prompt: "branch", number: 2, own: true, words: "branch" },
    { prompt: "child", number: 3, own: true, words: "child" },
  ]);

  await insertOld("later", 5, { id: child, root, position: 2 });
  await insertOld("later there", 6, { id: other, root: other, position: 1 });
  await insertOld("new", 7);
  expect((await numbers()).slice(4)).toMatchObject([
    { prompt: "later", number: 4, own: true },
    { prompt: "later there", number: 2, own: true },
    { prompt: "new", number: 1, own: true },
  ]);
});

it("knows the pictures of what was taken down before they were kept", async () => {
  const known = Object.entries(migrations).filter(([name]) => name < "024");
  await migrate(database.handle, { migrations: Object.fromEntries(known) });
  const id = await insertOld("taken down", 1);
  await insertOld("left", 2);
  await sql`update ${edits()} set taken_down_at = now() where id = ${id}`.execute(database.db);
  await migrate(database.handle);
  const kept = await database.db.selectFrom("takenDownPictures").selectAll().orderBy("key").execute();
  expect(kept).toEqual(
    pictureKeys(id)
      .toSorted()
      .map((key) => ({ key, editId: id })),
  );
});
