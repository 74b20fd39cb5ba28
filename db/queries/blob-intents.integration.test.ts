import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, openTestDatabase } from "@/tests/database";
import { addBlobIntents, findOldBlobIntents, removeBlobIntents } from "./blob-intents";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it("lists what was noted long enough ago, oldest first, until it is removed", async () => {
  const { db } = database;
  await addBlobIntents(db, []);
  await addBlobIntents(db, ["a", "b", "c", "d"]);
  for (const [key, minutes] of [
    ["a", 61],
    ["b", 90],
    ["c", 59],
  ] as const) {
    const createdAt = sql<Date>`now() - make_interval(mins => ${minutes}::int)`;
    await db.updateTable("blobIntents").set({ createdAt }).where("key", "=", key).execute();
  }
  expect(await findOldBlobIntents(db, 60, 10)).toEqual(["b", "a"]);
  expect(await findOldBlobIntents(db, 60, 1)).toEqual(["b"]);

  await addBlobIntents(db, ["b"]);
  expect(await findOldBlobIntents(db, 60, 10)).toEqual(["a"]);
  await removeBlobIntents(db, []);
  await removeBlobIntents(db, ["a", "c"]);
  expect(await findOldBlobIntents(db, 0, 10)).toHaveLength(2);
});

it("takes the pictures of a chain however large", async () => {
  const { db } = database;
  const keys = Array.from({ length: 70_000 }, (_, at) => `${at.toString(16).padStart(32, "0")}.png`);
  await addBlobIntents(db, keys);
  await removeBlobIntents(db, keys);
  expect(await db.selectFrom("blobIntents").select("key").where("key", "in", keys.slice(0, 9)).execute()).toEqual([]);
});
