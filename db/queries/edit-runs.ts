import { type RawBuilder, sql } from "kysely";
import type { Db } from "../client";
import type { EditRow } from "./edits";
import type { Charge, RunErrorCode } from "@/lib/errors";
import { LIFECYCLE, nextStatus, type StageStatus, UNFINISHED_STATUSES, type UnfinishedStatus } from "@/lib/lifecycle";

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
