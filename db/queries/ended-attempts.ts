import { sql } from "kysely";
import type { Db } from "../client";

/**
 * An attempt whose edit was canceled, or failed, while it was being sent turns out to have cost nothing: attempt and edit
 * say so, where they said that a charge may stand. False when the attempt is open, or its edit is not over.
 * @param detail the sentence of a failed edit then.
 */
export async function clearEndedCharge(
  tx: Db,
  { attemptId, editId, detail }: { attemptId: string; editId: string; detail: string },
): Promise<boolean> {
  // The edit before its attempt, as everywhere, so that nobody waits in a circle.
  const ended = await tx
    .selectFrom("edits")
    .select("id")
    .where("id", "=", editId)
    .where("status", "in", ["canceled", "failed"])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (ended === undefined) return false;
  const attempt = await tx
    .updateTable("editAttempts")
    .set({ charge: "none" })
    .where("id", "=", attemptId)
    .where("outcome", "is not", null)
    .where("charge", "=", "possible")
    .returning("id")
    .executeTakeFirst();
  if (attempt === undefined) return false;
  const edit = await tx
    .updateTable("edits")
    .set({
      charge: "none",
      // What was canceled or deleted has none.
      errorDetail: sql<string | null>`case when error_detail is not null then ${detail}::text end`,
    })
    .where("id", "=", editId)
    .where("charge", "=", "possible")
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("editAttempts")
            .select(sql`1`.as("one"))
            .where("editId", "=", editId)
            .where("charge", "<>", "none"),
        ),
      ),
    )
    .executeTakeFirst();
  return edit.numUpdatedRows === 1n;
}
