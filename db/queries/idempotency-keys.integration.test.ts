import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeEach, expect, it } from "vitest";
import { type TestDatabase, openTestDatabase } from "@/tests/database";
import {
  deleteIdempotencyKeysOf,
  deleteOldIdempotencyKeys,
  findIdempotencyKey,
  takeIdempotencyKey,
} from "./idempotency-keys";

let database: TestDatabase;
let editId: string;
beforeEach(async () => {
  database ??= await openTestDatabase();
  await database.reset();
  editId = randomUUID();
  await database.db
    .insertInto("edits")
    .values({ id: editId, rootId: editId, pictureId: editId, chainPosition: 1, prompt: "p" })
    .execute();
});
afterAll(() => database.close());

const use = (scope: string, requestHash = "h") =>
  takeIdempotencyKey(database.db, [scope], { key: "k", requestHash, editId });
const age = (scope: string, hours: number) =>
  database.db
    .updateTable("idempotencyKeys")
    .set({ createdAt: sql<Date>`now() - make_interval(hours => ${hours}::int)` })
    .where("scope", "=", scope)
    .execute();

it("is found within any of the scopes, and only there", async () => {
  expect(await use("today")).toBe(true);
  expect(await findIdempotencyKey(database.db, ["yesterday", "today"], "k")).toMatchObject({
    editId,
    requestHash: "h",
  });
  expect(await findIdempotencyKey(database.db, ["yesterday"], "k")).toBeNull();
  expect(await findIdempotencyKey(database.db, ["today"], "other")).toBeNull();
  await deleteIdempotencyKeysOf(database.db, editId);
  expect(await findIdempotencyKey(database.db, ["today"], "k")).toBeNull();
});

it("is taken by one of many at the same time", async () => {
  const taken = await Promise.all(Array.from({ length: 20 }, () => use("s")));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

it("holds for 24 hours, then is free again", async () => {
  await use("s", "first");
  await age("s", 23);
  expect(await use("s", "second")).toBe(false);
  expect(await findIdempotencyKey(database.db, ["s"], "k")).toMatchObject({ requestHash: "first" });
  await age("s", 24);
  expect(await findIdempotencyKey(database.db, ["s"], "k")).toBeNull();
  expect(await use("s", "second")).toBe(true);
  expect(await findIdempotencyKey(database.db, ["s"], "k")).toMatchObject({ requestHash: "second" });
});

it("is deleted after 24 hours, not before", async () => {
  await use("old");
  await use("young");
  await age("old", 24);
  await age("young", 23);
  await deleteOldIdempotencyKeys(database.db);
  const left = await database.db.selectFrom("idempotencyKeys").select("scope").execute();
  expect(left).toEqual([{ scope: "young" }]);
});
