import { type Expression, type ExpressionBuilder, sql, type SqlBool } from "kysely";
import type { Db } from "../client";
import type { Database } from "../schema";

/** Hours after the submit for which a task may still bring the result of a failed edit. */
const CHECK_HOURS = 24;

type AttemptWhere = ExpressionBuilder<Database, "editAttempts">;

const isLast = (where: AttemptWhere): Expression<SqlBool> =>
  where.not(
    where.exists(
      where
        .selectFrom("editAttempts as later")
        .select("later.id")
        .whereRef("later.editId", "=", "editAttempts.editId")
        .whereRef("later.number", ">", "editAttempts.number"),
    ),
  );

const isParked = (where: AttemptWhere): Expression<SqlBool> =>
  where.exists(
    where
      .selectFrom("parkedResults")
      .select("parkedResults.attemptId")
      .whereRef("parkedResults.attemptId", "=", "editAttempts.id"),
  );

/**
 * Whether the result of this closed attempt may still come: bytes are parked, or its task is stored,
 * was sent not too long ago and is not known to have failed. Without parameters, for statements that
 * are compiled once.
 */
export function mayStillCome(where: AttemptWhere): Expression<SqlBool> {
  return where.and([
    sql<SqlBool>`edit_attempts.outcome in ('failed', 'uncertain')`,
    isLast(where),
    where.or([
      isParked(where),
      sql<SqlBool>`(edit_attempts.polling_url is not null and edit_attempts.task_state is distinct from 'failed'
        and edit_attempts.sent_at > now() - make_interval(hours => ${sql.lit(CHECK_HOURS)}))`,
    ]),
  ]);
}

/** Whether the result of an edit is kept here, so that whoever takes it up asks nobody to make it: stored, or parked. */
export const isResultKept = (where: ExpressionBuilder<Database, "edits">): Expression<SqlBool> =>
  where.or([
    where("edits.resultKey", "is not", null),
    where.exists(
      where
        .selectFrom("editAttempts")
        .select("editAttempts.id")
        .whereRef("editAttempts.editId", "=", "edits.id")
        .where(mayStillCome)
        .where(isParked),
    ),
  ]);

/**
 * Opens the last attempt of an edit again if its result may still come, or only if it is parked. The
 * provider's time starts anew. False when there is nothing to look at.
 */
export async function reopenAttempt(db: Db, editId: string, only?: "parked"): Promise<boolean> {
  const result = await db
    .updateTable("editAttempts")
    .set({ outcome: null, errorCode: null, finishedAt: null, checkedAt: sql<Date>`now()`, doubts: 0 })
    .where("editId", "=", editId)
    .where(mayStillCome)
    .where((where) => (only === "parked" ? isParked(where) : sql<SqlBool>`true`))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
