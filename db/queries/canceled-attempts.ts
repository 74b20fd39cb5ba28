import { sql } from "kysely";
import type { Db } from "../client";

/**
 * An attempt whose edit was canceled while it was being sent turns out to have cost nothing: attempt and edit say so,
 * where they said that a charge may stand. False when the attempt is open, or its edit did not end that way.
 */
export async function clearCanceledCharge(
  tx: Db,
  { attemptId, editId }: { attemptId: string; editId: string },
): Promise<boolean> {
  // The edit before its attempt, as everywhere, so that nobody waits in a circle.
  const canceled = await tx
    .selectFrom("edits")
    .select("id")
    .where("id", "=", editId)
    .where("status", "=", "canceled")
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (canceled === undefined) return false;
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
    .set({ charge: "none" })
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
