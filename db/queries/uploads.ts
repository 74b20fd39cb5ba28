import { type Insertable, type Selectable, sql } from "kysely";
import type { Db } from "../client";
import type { UploadsTable } from "../schema";

/** A picture that a browser stores itself before it names it in a request. `size` in bytes. */
export type UploadRow = Selectable<UploadsTable>;

export type NewUpload = Pick<Insertable<UploadsTable>, "id" | "key" | "scope" | "size" | "contentType">;

/** Announces an upload that is usable for `minutes` from now, by the database's clock. */
export async function insertUpload(db: Db, upload: NewUpload, minutes: number): Promise<UploadRow> {
  return db
    .insertInto("uploads")
    .values({ ...upload, expiresAt: sql<Date>`now() + make_interval(mins => ${minutes}::int)` })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** An upload that is neither used nor expired, or null. Its `receivedAt` says whether its bytes are there. */
export async function findUsableUpload(db: Db, id: string): Promise<UploadRow | null> {
  const row = await db
    .selectFrom("uploads")
    .selectAll()
    .where("id", "=", id)
    .where("usedAt", "is", null)
    .where("expiresAt", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return row ?? null;
}

/** The bytes of a usable upload have been stored; false when it is not usable or they had been before. */
export async function markUploadReceived(db: Db, id: string): Promise<boolean> {
  const row = await db
    .updateTable("uploads")
    .set({ receivedAt: sql<Date>`now()` })
    .where("id", "=", id)
    .where("receivedAt", "is", null)
    .where("usedAt", "is", null)
    .where("expiresAt", ">", sql<Date>`now()`)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses an upload, which only one caller ever can; null when it is used, expired or unknown. */
export async function consumeUpload(db: Db, id: string): Promise<UploadRow | null> {
  const row = await db
    .updateTable("uploads")
    .set({ usedAt: sql<Date>`now()` })
    .where("id", "=", id)
    .where("usedAt", "is", null)
    .where("expiresAt", ">", sql<Date>`now()`)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Uploads that expired an hour ago, used or not, oldest first. An hour, because what a client began
 * to send to the store just before the end may still have been on its way.
 */
export async function findExpiredUploads(db: Db, limit: number): Promise<Array<{ id: string; key: string }>> {
  return db
    .selectFrom("uploads")
    .select(["id", "key"])
    .where("expiresAt", "<", sql<Date>`now() - interval '1 hour'`)
    .orderBy("expiresAt")
    .limit(limit)
    .execute();
}

/** Forgets an upload. */
export async function deleteUpload(db: Db, id: string): Promise<void> {
  await db.deleteFrom("uploads").where("id", "=", id).execute();
}
