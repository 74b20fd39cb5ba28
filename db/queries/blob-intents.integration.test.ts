import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, openTestDatabase } from "@/tests/database";
import { addBlobIntents, removeBlobIntents, takeOldBlobIntents } from "./blob-intents";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it("takes what was noted long enough ago, the oldest first, and each for one sweeper until that time is over again", async () => {
  const { db } = database;
  const noted = (key: string, minutes: number) =>
    db
      .updateTable("blobIntents")
      .set({ createdAt: sql<Date>`now() - make_interval(mins => ${minutes}::int)` })
      .where("key", "=", key)
      .execute();
  await addBlobIntents(db, []);
  await addBlobIntents(db, ["a", "b", "c", "d"]);
  for (const [key, minutes] of [
    ["a", 61],
    ["b", 90],
    ["c", 59],
  ] as const)
    await noted(key, minutes);
  expect(await takeOldBlobIntents(db, 60, 1)).toEqual(["b"]);
  expect(await takeOldBlobIntents(db, 60, 10)).toEqual(["a"]);
  expect(await takeOldBlobIntents(db, 60, 10)).toEqual([]);

  await noted("a", 61);
  await noted("b", 61);
  await addBlobIntents(db, ["b"]);
  expect(await takeOldBlobIntents(db, 60, 10)).toEqual(["a"]);
  await removeBlobIntents(db, []);
  await removeBlobIntents(db, ["a", "c"]);
  const left = await db.selectFrom("blobIntents").select("key").orderBy("key").execute();
  expect(left.map(({ key }) => key)).toEqual(["b", "d"]);
});

it("takes the pictures of a chain however large", async () => {
  const { db } = database;
  const keys = Array.from({ length: 70_000 }, (_, at) => `${at.toString(16).padStart(32, "0")}.png`);
  await addBlobIntents(db, keys);
  await removeBlobIntents(db, keys);
  expect(await db.selectFrom("blobIntents").select("key").where("key", "in", keys.slice(0, 9)).execute()).toEqual([]);
});
