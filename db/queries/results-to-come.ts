import { type Expression, type ExpressionBuilder, sql, type SqlBool } from "kysely";
import type { Db } from "../client";
import type { Database } from "../schema";
import { type EditStatus, LIFECYCLE, type StageStatus, STORED_STAGE } from "@/lib/lifecycle";

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

/** What a failed edit does not have any more once it is taken up again. */
export const UNFAILED = {
  errorCode: null,
  errorDetail: null,
  suggestions: [] as string[],
  retryable: false,
  finishedAt: null,
} as const;

/**
 * A failed edit, kept as it is until the transaction ends; `null` when it is not failed, or gone.
 * `failedAt`: to the microsecond, which a `Date` is not.
 */
export async function lockFailedEdit(
  db: Db,
  id: string,
): Promise<{ resultKey: string | null; failedAt: string } | null> {
  const row = await db
    .selectFrom("edits")
    .select(["resultKey", sql<string>`finished_at::text`.as("failedAt")])
    .where("id", "=", id)
    .where("status", "=", "failed")
    .where("deletedAt", "is", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Takes a failed edit back to where its result was stored, else to where it waited for its provider, free for the next
 * run to claim. The time of that stage begins anew: nobody has worked on it since.
 */
export async function reopenEdit(db: Db, id: string): Promise<void> {
  const since = (stage: StageStatus) => {
    const isStored = sql<boolean>`(result_key is not null) = ${sql.lit(stage === STORED_STAGE)}`;
    return sql<Date>`case when ${isStored} then now() else ${sql.ref(LIFECYCLE[stage].started)} end`;
  };
  await db
    .updateTable("edits")
    .set({
      ...UNFAILED,
      status: sql<EditStatus>`case when result_key is null then 'processing_image' else ${sql.lit(STORED_STAGE)} end`,
      [LIFECYCLE.processing_image.started]: since("processing_image"),
      [LIFECYCLE[STORED_STAGE].started]: since(STORED_STAGE),
      replays: sql<number>`replays + 1`,
      runId: null,
      stageStartedAt: sql<Date>`now()`,
      heartbeatAt: sql<Date>`'epoch'::timestamptz`,
    })
    .where("id", "=", id)
    .where("status", "=", "failed")
    .execute();
}
