import { type Expression, type ExpressionBuilder, type RawBuilder, sql, type SqlBool } from "kysely";
import type { Db } from "../client";
import { takeBackBlobIntents } from "./blob-intents";
import type { EditRow } from "./edits";
import { isResultKept, lockFailedEdit, UNFAILED } from "./results-to-come";
import { findOtherTry, lockTries } from "./retries";
import type { Database } from "../schema";
import { type Charge, ONLY_BY_NAME, type RunErrorCode } from "@/lib/errors";
import {
  type EditStatus,
  FIRST_STAGE,
  LIFECYCLE,
  nextStatus,
  STAGE_STATUSES,
  type StageStatus,
  STORED_STAGE,
  UNFINISHED_STATUSES,
  type UnfinishedStatus,
} from "@/lib/lifecycle";

/** Seconds without a heartbeat after which an edit in its present state is stale, by the table of states. */
export const staleSecondsOf = (
  status: RawBuilder<unknown>,
  statuses: readonly UnfinishedStatus[],
): RawBuilder<number> =>
  sql<number>`case ${status} ${sql.join(
    statuses.map((each) => sql`when ${sql.lit(each)} then ${sql.lit(LIFECYCLE[each].staleSeconds)}`),
    sql` `,
  )} end`;

/** Reads the edit for a step of its run and shows that the run lives; `null` when it is no longer this run's. */
export async function readWithHeartbeat(db: Db, id: string, runId: string): Promise<EditRow | null> {
  const row = await db
    .updateTable("edits")
    .set({ heartbeatAt: sql<Date>`now()` })
    .where("id", "=", id)
    .where("runId", "=", runId)
    .where("status", "in", UNFINISHED_STATUSES)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** The run will show no life for so many seconds, and is not dead: from now on its silence counts from then. */
export async function announceSilence(db: Db, at: { id: string; runId: string }, seconds: number): Promise<void> {
  await db
    .updateTable("edits")
    .set({ heartbeatAt: sql<Date>`now() + make_interval(secs => ${seconds})` })
    .where("id", "=", at.id)
    .where("runId", "=", at.runId)
    .where("status", "in", UNFINISHED_STATUSES)
    .execute();
}

export type Outcome = Partial<
  Pick<
    EditRow,
    | "enhancedPrompt"
    | "enhanced"
    | "kinds"
    | "editor"
    | "editorReason"
    | "editorReasonCode"
    | "editorInsteadOf"
    | "model"
    | "originalPreviewKey"
    | "originalThumbnailKey"
    | "resultKey"
    | "resultType"
    | "resultWidth"
    | "resultHeight"
    | "resultSize"
    | "resultSha256"
    | "resultAlpha"
    | "previewKey"
    | "thumbnailKey"
    | "charge"
    | "costEstimated"
  >
> & { plan?: string | null; costUsd?: number | null };

/**
 * Moves an edit of this run on to what follows the stage, together with what the stage made, in one
 * statement. False when the edit is no longer this run's or has left the stage: nothing is changed.
 */
export async function advanceEdit(
  db: Db,
  at: { id: string; runId: string; from: StageStatus },
  outcome: Outcome,
): Promise<boolean> {
  const to = nextStatus(at.from);
  const { started } = LIFECYCLE[to];
  const result = await db
    .updateTable("edits")
    .set({
      ...outcome,
      status: to,
      stageStartedAt: sql<Date>`now()`,
      heartbeatAt: sql<Date>`now()`,
      [started]: sql<Date>`now()`,
    })
    .where("id", "=", at.id)
    .where("runId", "=", at.runId)
    .where("status", "=", at.from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/**
 * Writes down how much of the image stage is done, 0..1; it never goes back. False when the edit is no
 * longer this run's or has left the stage.
 */
export async function setStageShare(db: Db, at: { id: string; runId: string }, share: number): Promise<boolean> {
  const result = await db
    .updateTable("edits")
    .set({ stageShare: sql<number>`greatest(stage_share, ${share}::real)` })
    .where("id", "=", at.id)
    .where("runId", "=", at.runId)
    .where("status", "=", "processing_image")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Gives an unfinished edit of this run another editor, and says why. */
export async function setEditor(
  db: Db,
  at: { id: string; runId: string },
  choice: Pick<EditRow, "editor" | "editorReason" | "editorReasonCode" | "editorInsteadOf">,
): Promise<void> {
  await db
    .updateTable("edits")
    .set(choice)
    .where("id", "=", at.id)
    .where("runId", "=", at.runId)
    .where("status", "in", UNFINISHED_STATUSES)
    .execute();
}

export type Ending = {
  status: "failed" | "canceled";
  errorCode: RunErrorCode | null;
  errorDetail: string | null;
  suggestions?: string[];
  retryable: boolean;
  charge: Charge;
};

/**
 * An unfinished edit, kept as it is until the transaction ends; with `runId`, only while it is that
 * run's. Always locked before its attempt, so that nobody waits in a circle. `null`: it is over.
 */
export async function lockUnfinishedEdit(db: Db, id: string, runId: string | null): Promise<EditRow | null> {
  let query = db
    .selectFrom("edits")
    .selectAll()
    .where("id", "=", id)
    .where("status", "in", UNFINISHED_STATUSES)
    .forNoKeyUpdate();
  if (runId !== null) query = query.where("runId", "=", runId);
  return (await query.executeTakeFirst()) ?? null;
}

/** Ends an unfinished edit, once; with `runId`, only while it is that run's. False when it was over already. */
export async function endEdit(db: Db, id: string, runId: string | null, ending: Ending): Promise<boolean> {
  let query = db
    .updateTable("edits")
    .set({ ...ending, stageStartedAt: sql<Date>`now()`, finishedAt: sql<Date>`now()` })
    .where("id", "=", id)
    .where("status", "in", UNFINISHED_STATUSES);
  if (runId !== null) query = query.where("runId", "=", runId);
  return (await query.executeTakeFirst()).numUpdatedRows === 1n;
}

export type Claim = {
  id: string;
  runId: string;
  /** Number of the dispatch whose event started this run. */
  dispatch: number;
  /** The code of a failed edit that is wanted by name: see `isOnlyByName`. */
  replay?: string | null;
  /** Seconds after which an edit that no run has taken yet is not begun any more; without: it always is. */
  withinSeconds?: number;
  /** Keys of what its runs make: a failed one was left to the sweeper with them. */
  madeKeys?: readonly string[];
};

/**
 * Makes `runId` the run of an edit. Taken are: a pending edit, if it is not too old; one that this run has already; one whose run has shown no
 * heartbeat for its stage's time; and a failed one when the event of its last claim comes again (a replay), unless that
 * has to be wanted by name and nothing of its result is kept, or the same was asked for again by another edit, which has succeeded or is not over. Whoever
 * claims or makes another of these waits meanwhile. A failed one begins anew, or goes on with its result where that is
 * stored. `null`: the edit is over, deleted, or another's.
 * @throws {AppError} `UNAVAILABLE` while a sweeper deletes what its runs had made.
 */
export async function claimEdit(db: Db, claim: Claim): Promise<EditRow | null> {
  const stale = staleSecondsOf(sql`status`, STAGE_STATUSES);
  const open = await take(db, claim, (where) =>
    where.or([
      where.and([
        where("status", "=", "pending"),
        sql<boolean>`(created_at > now() - make_interval(secs => ${claim.withinSeconds ?? null}::int)) is not false`,
      ]),
      where.and([
        where("status", "in", STAGE_STATUSES),
        where.or([
          where("runId", "=", claim.runId),
          where("heartbeatAt", "<", sql<Date>`now() - make_interval(secs => ${stale})`),
        ]),
      ]),
    ]),
  );
  if (open !== null) return open;
  const failed = await db
    .selectFrom("edits")
    .select(["id", "retryOf"])
    .where("id", "=", claim.id)
    .where("status", "=", "failed")
    .executeTakeFirst();
  if (failed === undefined) return null;
  return db.transaction().execute(async (tx) => {
    await lockTries(tx, failed);
    if ((await findOtherTry(tx, failed)) !== null) return null;
    const locked = await lockFailedEdit(tx, claim.id);
    if (locked === null) return null;
    const row = await take(tx, claim, (where) =>
      where.and([
        where("status", "=", "failed"),
        where("dispatch", "=", claim.dispatch),
        where.or([
          where.and([where("errorCode", "not in", ONLY_BY_NAME), where("charge", "=", "none")]),
          sql<boolean>`error_code = ${claim.replay ?? null}::text`,
          isResultKept(where),
        ]),
      ]),
    );
    if (row !== null) await takeBackBlobIntents(tx, claim.madeKeys ?? [], locked.failedAt);
    return row;
  });
}

async function take(
  db: Db,
  claim: Claim,
  may: (where: ExpressionBuilder<Database, "edits">) => Expression<SqlBool>,
): Promise<EditRow | null> {
  const goesOn = sql`status = 'failed' and result_key is not null`;
  const begins = sql`status = 'pending' or (status = 'failed' and result_key is null)`;
  const since = (column: string, when: RawBuilder<unknown>) =>
    sql<Date>`case when ${when} then now() else ${sql.ref(column)} end`;
  const row = await db
    .updateTable("edits")
    .set({
      runId: claim.runId,
      dispatch: sql<number>`greatest(dispatch, ${claim.dispatch}::int)`,
      replays: sql<number>`case when status = 'failed' then replays + 1 else replays end`,
      status: sql<EditStatus>`case when ${begins} then ${sql.lit(FIRST_STAGE)}
        when ${goesOn} then ${sql.lit(STORED_STAGE)} else status end`,
      stageStartedAt: since("stageStartedAt", sql`status in ('pending', 'failed')`),
      [LIFECYCLE[FIRST_STAGE].started]: since(LIFECYCLE[FIRST_STAGE].started, begins),
      [LIFECYCLE[STORED_STAGE].started]: since(LIFECYCLE[STORED_STAGE].started, goesOn),
      heartbeatAt: sql<Date>`now()`,
      ...UNFAILED,
    })
    .where("id", "=", claim.id)
    .where("deletedAt", "is", null)
    .where(may)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
