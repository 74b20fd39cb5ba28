import { sql } from "kysely";
import { FINAL_STATUSES } from "@/lib/lifecycle";
import type { Db } from "../client";

/** Largest result that is parked, in bytes; the database has the same limit. */
export const PARKED_BYTES = 30 * 1024 * 1024;

/**
 * Hours for which bytes stay parked that the store did not take or the check refused: long enough for a release that
 * mends the check.
 */
export const PARKED_HOURS = 7 * 24;

/** Ends of an edit after which nobody asks for its parked bytes any more. */
const ENDED_OTHERWISE = FINAL_STATUSES.filter((status) => status !== "failed");

/**
 * Keeps the bytes that an attempt was paid for until they are judged and the picture store has taken them.
 * @param parked.replaces whether they take the place of what was parked for it before: what is no picture at all never
 * does, for what lies there may be one that a later release can read.
 */
export async function parkResult(
  db: Db,
  parked: { attemptId: string; bytes: Uint8Array; replaces: boolean },
): Promise<void> {
  await db
    .insertInto("parkedResults")
    .columns(["attemptId", "editId", "bytes"])
    // Not for an edit that was canceled or deleted meanwhile, nor for one that is at this moment: that is waited for.
    .expression((from) =>
      from
        .selectFrom("editAttempts")
        .where("id", "=", parked.attemptId)
        .where("outcome", "is", null)
        .select(["id", "editId", sql<Uint8Array>`${parked.bytes}::bytea`.as("bytes")])
        .forShare(),
    )
    .onConflict((conflict) => {
      const same = conflict.column("attemptId");
      return parked.replaces ? same.doUpdateSet({ bytes: parked.bytes }) : same.doNothing();
    })
    .execute();
}

/** The parked bytes of an attempt and for how many seconds they lie there, or `null`. */
export async function findParkedResult(
  db: Db,
  attemptId: string,
): Promise<{ bytes: Uint8Array; seconds: number } | null> {
  const row = await db
    .selectFrom("parkedResults")
    .select(["bytes", sql<number>`extract(epoch from now() - created_at)::float8`.as("seconds")])
    .where("attemptId", "=", attemptId)
    .executeTakeFirst();
  return row ?? null;
}

/** Whether bytes of this attempt are parked. */
export async function hasParkedResult(db: Db, attemptId: string): Promise<boolean> {
  const row = await db
    .selectFrom("parkedResults")
    .select("attemptId")
    .where("attemptId", "=", attemptId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes what is parked for an edit. */
export async function deleteParkedResults(db: Db, editId: string): Promise<void> {
  await db.deleteFrom("parkedResults").where("editId", "=", editId).execute();
}

/** Removes what nobody can ask for any more: parked longer than `hours` ago, or for an edit that ended otherwise. */
export async function deleteOldParkedResults(db: Db, hours: number): Promise<void> {
  await db
    .deleteFrom("parkedResults")
    .where((where) =>
      where.or([
        where("createdAt", "<", sql<Date>`now() - make_interval(hours => ${hours}::int)`),
        where("editId", "in", where.selectFrom("edits").select("id").where("status", "in", ENDED_OTHERWISE)),
      ]),
    )
    .execute();
}
