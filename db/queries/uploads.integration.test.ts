import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, openTestDatabase } from "@/tests/database";
import {
  consumeUpload,
  deleteUpload,
  findExpiredUploads,
  findUsableUpload,
  insertUpload,
  markUploadReceived,
} from "./uploads";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const announce = () =>
  insertUpload(database.db, { id: randomUUID(), key: "k", scope: "s", size: 10, contentType: "image/png" }, 60);
const expire = (id: string, minutesAgo: number) =>
  database.db
    .updateTable("uploads")
    .set({ expiresAt: sql<Date>`now() - make_interval(mins => ${minutesAgo}::int)` })
    .where("id", "=", id)
    .execute();

it("is announced, received once and used once", async () => {
  const { db } = database;
  const { id, expiresAt, createdAt } = await announce();
  expect(expiresAt.getTime() - createdAt.getTime()).toBe(60 * 60 * 1000);
  expect(await findUsableUpload(db, id)).toMatchObject({ id, size: 10, scope: "s", receivedAt: null, usedAt: null });
  expect(await markUploadReceived(db, id)).toBe(true);
  expect(await markUploadReceived(db, id)).toBe(false);

  const used = await Promise.all(Array.from({ length: 10 }, () => consumeUpload(db, id)));
  expect(used.filter((row) => row !== null)).toMatchObject([{ id, receivedAt: expect.any(Date) as Date }]);
  expect(await findUsableUpload(db, id)).toBeNull();
});

it("is of no use once it has expired, and is listed an hour later until it is deleted", async () => {
  const { db } = database;
  const [{ id }, fresh] = await Promise.all([announce(), announce()]);
  await expire(id, 1);
  expect(await findUsableUpload(db, id)).toBeNull();
  expect(await markUploadReceived(db, id)).toBe(false);
  expect(await findExpiredUploads(db, 10)).toEqual([]);
  await expire(id, 61);
  expect(await consumeUpload(db, id)).toBeNull();
  expect(await findExpiredUploads(db, 10)).toEqual([{ id, key: "k" }]);
  await deleteUpload(db, id);
  expect(await findExpiredUploads(db, 10)).toEqual([]);
  expect(await findUsableUpload(db, fresh.id)).not.toBeNull();
});
