import { sql } from "kysely";
import { expect, it } from "vitest";
import { servicesOfFile } from "@/tests/services";
import { createDatabaseFigures } from "./database-figures";

const test = servicesOfFile();

it("a sum of what is stored that cannot be had takes no other figure with it, and is not asked for again at once", async () => {
  const table = sql.table(`${test.database.handle.schema}.edits`);
  let seconds = 0;
  const figures = createDatabaseFigures(test.services, { freshMs: 0, now: () => seconds * 1000 });
  const stored = async () => (await figures())?.mizual_stored_pictures_bytes?.map(({ value }) => value);
  await sql`alter table ${table} rename column original_size to hidden_size`.execute(test.services.db);
  try {
    expect((await figures())?.mizual_edits_unfinished).not.toEqual([]);
    expect(await stored()).toEqual([]);
  } finally {
    await sql`alter table ${table} rename column hidden_size to original_size`.execute(test.services.db);
  }
  seconds = 60;
  expect(await stored()).toEqual([]);
  seconds = 3_600;
  expect(await stored()).toEqual([0, 0]);
});
