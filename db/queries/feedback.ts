import type { Insertable, Selectable } from "kysely";
import type { Db } from "../client";
import type { EditFeedbackTable } from "../schema";

/** The feedback on one edit. `id` is a 64-bit number as text. */
export type FeedbackRow = Selectable<EditFeedbackTable>;

/** Stores feedback; null when the edit already has some, however many come at once. */
export async function insertFeedback(db: Db, feedback: Insertable<EditFeedbackTable>): Promise<FeedbackRow | null> {
  const row = await db
    .insertInto("editFeedback")
    .values(feedback)
    .onConflict((conflict) => conflict.column("editId").doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** The feedback on an edit, or null. */
export async function findFeedback(db: Db, editId: string): Promise<FeedbackRow | null> {
  const row = await db.selectFrom("editFeedback").selectAll().where("editId", "=", editId).executeTakeFirst();
  return row ?? null;
}

/** Deletes the feedback on an edit, if there is any. */
export async function deleteFeedback(db: Db, editId: string): Promise<void> {
  await db.deleteFrom("editFeedback").where("editId", "=", editId).execute();
}
