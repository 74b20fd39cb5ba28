import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, openTestDatabase } from "@/tests/database";
import { deleteFeedback, findFeedback, insertFeedback } from "./feedback";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function insertEdit(): Promise<string> {
  const id = randomUUID();
  await database.db
    .insertInto("edits")
    .values({ id, rootId: id, pictureId: id, chainPosition: 1, prompt: "p" })
    .execute();
  return id;
}

it("is stored, found and deleted", async () => {
  const editId = await insertEdit();
  expect(await findFeedback(database.db, editId)).toBeNull();
  const stored = await insertFeedback(database.db, { editId, rating: 0, feedbackText: "too dark", clientHash: "c" });
  expect(stored).toEqual({
    id: expect.stringMatching(/^\d+$/) as string,
    editId,
    rating: 0,
    feedbackText: "too dark",
    clientHash: "c",
    createdAt: expect.any(Date) as Date,
    sentiment: null,
    themes: [],
    judgeAt: null,
  });
  expect(await findFeedback(database.db, editId)).toEqual(stored);
  await deleteFeedback(database.db, editId);
  expect(await findFeedback(database.db, editId)).toBeNull();
});

it("is stored once of twenty at the same time", async () => {
  const editId = await insertEdit();
  const all = Array.from({ length: 20 }, (_, number) =>
    insertFeedback(database.db, { editId, rating: 1, feedbackText: `number ${number}` }),
  );
  const stored = (await Promise.all(all)).filter((row) => row !== null);
  expect(stored).toEqual([await findFeedback(database.db, editId)]);
});

it("keeps other violations errors", async () => {
  await expect(insertFeedback(database.db, { editId: randomUUID(), rating: 1 })).rejects.toMatchObject({
    code: "23503",
  });
});
