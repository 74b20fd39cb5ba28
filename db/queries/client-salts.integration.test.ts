import { sql } from "kysely";
import { afterAll, beforeEach, expect, it } from "vitest";
import { type TestDatabase, openTestDatabase } from "@/tests/database";
import { deleteOldClientSalts, getClientSalts } from "./client-salts";

let database: TestDatabase;
beforeEach(async () => {
  database ??= await openTestDatabase();
  await database.reset();
});
afterAll(() => database.close());

const insertSalt = (daysAgo: number, salt: string) =>
  database.db
    .insertInto("clientSalts")
    .values({ day: sql<string>`(now() at time zone 'utc')::date - ${daysAgo}::int`, salt })
    .execute();

it("is made once a day, however many ask at once, and is hard to guess", async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => getClientSalts(database.db)));
  expect(new Set(all.map((salts) => salts.today)).size).toBe(1);
  expect(all[0]?.today).toMatch(/^[\w-]{43}$/);
  expect(all[0]?.day).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(all[0]?.yesterday).toBeNull();
});

it("comes with yesterday's, and older ones are deleted", async () => {
  await insertSalt(1, "yesterday's");
  await insertSalt(2, "older");
  await insertSalt(0, "today's");
  await deleteOldClientSalts(database.db);
  expect(await getClientSalts(database.db)).toMatchObject({ today: "today's", yesterday: "yesterday's" });
  const left = await database.db.selectFrom("clientSalts").select("salt").orderBy("salt").execute();
  expect(left).toEqual([{ salt: "today's" }, { salt: "yesterday's" }]);
});
