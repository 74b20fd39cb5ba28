import { type Insertable, type Selectable, sql } from "kysely";
import type { Db } from "../client";
import type { Sentiment } from "../operator-tables";
import type { EditFeedbackTable } from "../schema";

/** The feedback on one edit. `id` is a 64-bit number as text. */
export type FeedbackRow = Selectable<EditFeedbackTable>;

/**
 * Stores feedback; null when the edit already has some, however many come at once.
 * @param toJudge whether somebody is to judge its words later.
 */
export async function insertFeedback(
  db: Db,
  feedback: Omit<Insertable<EditFeedbackTable>, "judgeAt">,
  toJudge = false,
): Promise<FeedbackRow | null> {
  const row = await db
    .insertInto("editFeedback")
    .values({ ...feedback, ...(toJudge && { judgeAt: sql<Date>`now()` }) })
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

/** Takes the text that has waited longest to be judged, so that nobody else does, ever; `null`: none waits. */
export async function takeUnjudged(db: Db): Promise<{ editId: string; text: string } | null> {
  const row = await db
    .updateTable("editFeedback")
    .set({ judgeAt: null })
    .where("id", "=", (from) =>
      from
        .selectFrom("editFeedback")
        .select("id")
        .where("judgeAt", "<=", sql<Date>`now()`)
        .orderBy("judgeAt")
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(["editId", "feedbackText"])
    .executeTakeFirst();
  return row === undefined ? null : { editId: row.editId, text: row.feedbackText ?? "" };
}

/** Has a text that certainly was not judged wait again for so many minutes; not where it is older than a day. */
export async function judgeLater(db: Db, editId: string, minutes: number): Promise<void> {
  await db
    .updateTable("editFeedback")
    .set({ judgeAt: sql<Date>`now() + make_interval(mins => ${minutes}::int)` })
    .where("editId", "=", editId)
    .where("createdAt", ">", sql<Date>`now() - interval '1 day'`)
    .execute();
}

/** Keeps how a text sounds by who is not the lexicon, and `mark` among its themes; of a text that is gone, nothing. */
export async function keepJudgement(db: Db, editId: string, sentiment: Sentiment | null, mark: string): Promise<void> {
  await db
    .updateTable("editFeedback")
    .set({ sentiment, themes: sql<string[]>`array_append(themes, ${mark}::text)` })
    .where("editId", "=", editId)
    .execute();
}
