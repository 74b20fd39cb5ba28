import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import { type EditStatus, FINAL_STATUSES } from "@/lib/edits/status";
import type { Charge, RunErrorCode } from "@/lib/errors";
import { mayStillCome } from "./attempts";
import type { Db } from "../client";
import { compiledOnce } from "./compiled-once";
import type { Database, EditsTable } from "../schema";

export type EditRow = Selectable<EditsTable>;

/** An edit with what its view needs from elsewhere; `checkable`: see `reopenAttempt`. */
export type EditRecord = EditRow & { expiresAt: Date; feedbackRating: 0 | 1 | null; checkable: boolean };

export type NewEdit = Pick<
  EditRow,
  | "id"
  | "rootId"
  | "parentId"
  | "chainPosition"
  | "prompt"
  | "enhanceMode"
  | "bestEffort"
  | "requestedEditor"
  | "originalKey"
  | "originalType"
  | "originalWidth"
  | "originalHeight"
  | "originalSize"
  | "originalSha256"
  | "ownerHash"
  | "clientHash"
>;

const UNFINISHED = [
  "pending",
  "enhancing_prompt",
  "processing_image",
  "uploading_result",
] as const satisfies readonly EditStatus[];

/** Whether looking at the last attempt of a failed edit once more may bring its result. Without parameters. */
const checkable = (select: ExpressionBuilder<Database, "edits">) =>
  sql<boolean>`case when edits.status = 'failed' then ${select.exists(
    select
      .selectFrom("editAttempts")
      .select("editAttempts.id")
      .whereRef("editAttempts.editId", "=", "edits.id")
      .where(mayStillCome),
  )} else false end`.as("checkable");

const selectRecords = (db: Db) =>
  db
    .selectFrom("edits")
    .innerJoin("chains", "chains.rootId", "edits.rootId")
    .leftJoin("editFeedback", "editFeedback.editId", "edits.id")
    .selectAll("edits")
    .select(["chains.expiresAt as expiresAt", "editFeedback.rating as feedbackRating"])
    .select(checkable)
    .where("edits.deletedAt", "is", null);

// What every poll asks. Building such a statement takes longer than reading its answer.
const recordById = compiledOnce((db) => selectRecords(db).where("edits.id", "=", ""));
const recordsById = compiledOnce((db) => selectRecords(db).where("edits.id", "=", sql<string>`any(${[]}::uuid[])`));

/** These edits, deleted ones left out, in no order. */
export async function findEdits(db: Db, ids: readonly string[]): Promise<EditRecord[]> {
  return recordsById(db, [ids]);
}

/** One edit, or `null` when it is unknown or deleted. */
export async function findEdit(db: Db, id: string): Promise<EditRecord | null> {
  return (await recordById(db, [id]))[0] ?? null;
}

/** All edits of the chain that `id` belongs to, tombstones too; parents before their follow-ups. */
export async function findChainOf(db: Db, id: string): Promise<EditRecord[]> {
  return db
    .selectFrom("edits as named")
    .innerJoin("edits", "edits.rootId", "named.rootId")
    .innerJoin("chains", "chains.rootId", "edits.rootId")
    .leftJoin("editFeedback", "editFeedback.editId", "edits.id")
    .selectAll("edits")
    .select(["chains.expiresAt as expiresAt", "editFeedback.rating as feedbackRating"])
    .select(checkable)
    .where("named.id", "=", id)
    .orderBy("edits.chainPosition")
    .orderBy("edits.createdAt")
    .execute();
}

export type ChainLink = Pick<
  EditRow,
  "id" | "parentId" | "chainPosition" | "prompt" | "status" | "originalKey" | "resultKey" | "createdAt" | "deletedAt"
>;

/** The same edits with no more than the history of a chain tells. */
export async function findChainLinks(db: Db, id: string): Promise<ChainLink[]> {
  return db
    .selectFrom("edits as named")
    .innerJoin("edits", "edits.rootId", "named.rootId")
    .select([
      "edits.id",
      "edits.parentId",
      "edits.chainPosition",
      "edits.prompt",
      "edits.status",
      "edits.originalKey",
      "edits.resultKey",
      "edits.createdAt",
      "edits.deletedAt",
    ])
    .where("named.id", "=", id)
    .execute();
}

/** The parent of a follow-up, kept from deletion until the transaction ends; `null` when there is none. */
export async function lockParent(db: Db, id: string): Promise<EditRow | null> {
  const row = await db
    .selectFrom("edits")
    .selectAll()
    .where("id", "=", id)
    .where("deletedAt", "is", null)
    .forShare()
    .executeTakeFirst();
  return row ?? null;
}

export async function insertEdit(db: Db, edit: NewEdit): Promise<void> {
  await db.insertInto("edits").values(edit).execute();
}

export type Claim = {
  id: string;
  runId: string;
  /** Number of the dispatch whose event started this run. */
  dispatch: number;
  /** Seconds without a heartbeat after which another run's edit may be taken over. */
  staleSeconds: Record<(typeof UNFINISHED)[number], number>;
};

/**
 * Makes `runId` the run of an edit, in one statement. Taken are: a pending edit; one that this run
 * has already; one whose run has shown no heartbeat for its stage's time; and a failed one when the
 * event of its last claim comes again (a replay). `null`: the edit is over, deleted, or another's.
 */
export async function claimEdit(db: Db, claim: Claim): Promise<EditRow | null> {
  const stale = sql<number>`case status
    when 'enhancing_prompt' then ${claim.staleSeconds.enhancing_prompt}::int
    when 'processing_image' then ${claim.staleSeconds.processing_image}::int
    else ${claim.staleSeconds.uploading_result}::int end`;
  const row = await db
    .updateTable("edits")
    .set({
      runId: claim.runId,
      dispatch: sql<number>`greatest(dispatch, ${claim.dispatch}::int)`,
      replays: sql<number>`case when status = 'failed' then replays + 1 else replays end`,
      status: sql<EditStatus>`case when status in ('pending', 'failed') then 'enhancing_prompt' else status end`,
      stageStartedAt: sql<Date>`case when status in ('pending', 'failed') then now() else stage_started_at end`,
      enhancingStartedAt: sql<Date>`case when status in ('pending', 'failed') then now() else enhancing_started_at end`,
      heartbeatAt: sql<Date>`now()`,
      errorCode: null,
      errorDetail: null,
      retryable: false,
      finishedAt: null,
    })
    .where("id", "=", claim.id)
    .where("deletedAt", "is", null)
    .where((where) =>
      where.or([
        where("status", "=", "pending"),
        where.and([where("status", "=", "failed"), where("dispatch", "=", claim.dispatch)]),
        where.and([
          where("status", "in", ["enhancing_prompt", "processing_image", "uploading_result"]),
          where.or([
            where("runId", "=", claim.runId),
            where("heartbeatAt", "<", sql<Date>`now() - make_interval(secs => ${stale})`),
          ]),
        ]),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Reads the edit for a step of its run and shows that the run lives; `null` when it is no longer this run's. */
export async function beat(db: Db, id: string, runId: string): Promise<EditRow | null> {
  const row = await db
    .updateTable("edits")
    .set({ heartbeatAt: sql<Date>`now()` })
    .where("id", "=", id)
    .where("runId", "=", runId)
    .where("status", "in", UNFINISHED)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

const STARTED = {
  processing_image: "processingStartedAt",
  uploading_result: "uploadingStartedAt",
  completed: "finishedAt",
} as const;

export type Outcome = Partial<
  Pick<
    EditRow,
    | "enhancedPrompt"
    | "enhanced"
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
    | "previewKey"
    | "thumbnailKey"
    | "charge"
    | "costEstimated"
  >
> & { plan?: string | null; costUsd?: number | null };

/**
 * Moves an edit of this run on to the next stage together with what the stage made, in one
 * statement. False when the edit is no longer this run's or has left the stage: nothing is changed.
 */
export async function advanceEdit(
  db: Db,
  at: { id: string; runId: string; from: EditStatus; to: keyof typeof STARTED },
  outcome: Outcome,
): Promise<boolean> {
  const result = await db
    .updateTable("edits")
    .set({
      ...outcome,
      status: at.to,
      stageStartedAt: sql<Date>`now()`,
      heartbeatAt: sql<Date>`now()`,
      [STARTED[at.to]]: sql<Date>`now()`,
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
    .where("status", "in", UNFINISHED)
    .execute();
}

export type Ending = {
  status: "failed" | "canceled";
  errorCode: RunErrorCode | null;
  errorDetail: string | null;
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
    .where("status", "in", UNFINISHED)
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
    .where("status", "in", UNFINISHED);
  if (runId !== null) query = query.where("runId", "=", runId);
  return (await query.executeTakeFirst()).numUpdatedRows === 1n;
}

/** Keeps a failed edit as it is until the transaction ends; false when it is not failed, or gone. */
export async function lockFailedEdit(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom("edits")
    .select("id")
    .where("id", "=", id)
    .where("status", "=", "failed")
    .where("deletedAt", "is", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a failed edit back to where it waited for its provider, free for the next run to claim. */
export async function reopenEdit(db: Db, id: string): Promise<void> {
  await db
    .updateTable("edits")
    .set({
      status: "processing_image",
      replays: sql<number>`replays + 1`,
      runId: null,
      stageStartedAt: sql<Date>`now()`,
      heartbeatAt: sql<Date>`'epoch'::timestamptz`,
      errorCode: null,
      errorDetail: null,
      retryable: false,
      finishedAt: null,
    })
    .where("id", "=", id)
    .where("status", "=", "failed")
    .execute();
}

/** Turns an edit into a tombstone: no picture, prompt, plan, owner or error text is left. */
export async function buryEdit(db: Db, id: string): Promise<boolean> {
  const result = await db
    .updateTable("edits")
    .set({
      prompt: null,
      enhancedPrompt: null,
      plan: null,
      originalKey: null,
      originalPreviewKey: null,
      originalThumbnailKey: null,
      originalSha256: null,
      resultKey: null,
      resultSha256: null,
      previewKey: null,
      thumbnailKey: null,
      ownerHash: null,
      clientHash: null,
      errorDetail: null,
      deletedAt: sql<Date>`now()`,
    })
    .where("id", "=", id)
    .where("deletedAt", "is", null)
    .where("status", "in", FINAL_STATUSES)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/**
 * Unfinished edits that no run seems to care for: no heartbeat for the stage's time, or pending
 * longer than `staleSeconds.pending` after the last dispatch, which doubles with each dispatch up to
 * sixteen times: a long queue is not made longer by its own length.
 */
export async function findStuckEdits(
  db: Db,
  staleSeconds: Claim["staleSeconds"],
  limit: number,
): Promise<Array<{ id: string; ageSeconds: number }>> {
  const stale = sql<number>`case edits.status
    when 'pending' then ${staleSeconds.pending}::int * (1 << least(outbox.dispatch - 1, 4))
    when 'enhancing_prompt' then ${staleSeconds.enhancing_prompt}::int
    when 'processing_image' then ${staleSeconds.processing_image}::int
    else ${staleSeconds.uploading_result}::int end`;
  return db
    .selectFrom("edits")
    .innerJoin("outbox", "outbox.editId", "edits.id")
    .select(["edits.id", sql<number>`extract(epoch from now() - edits.created_at)::float8`.as("ageSeconds")])
    .where("edits.status", "in", UNFINISHED)
    .where("outbox.dueAt", "is", null)
    .where(
      sql<Date>`greatest(edits.heartbeat_at, edits.stage_started_at, outbox.sent_at)`,
      "<",
      sql<Date>`now() - make_interval(secs => ${stale})`,
    )
    .orderBy("edits.stageStartedAt")
    .limit(limit)
    .execute();
}

/**
 * Seconds from claim to completion of this editor's last edits, without those in the queue for a slot:
 * their median, or `null` without any. A full queue must not make the work itself seem slow.
 */
export async function usualSeconds(db: Db, editor: string): Promise<number | null> {
  const row = await db
    .selectFrom((from) =>
      from
        .selectFrom("edits")
        .select((select) =>
          sql<number>`extract(epoch from edits.finished_at - edits.enhancing_started_at)::float8 - ${select
            .selectFrom("editAttempts as a")
            .select(
              sql<number>`coalesce(sum(extract(epoch from greatest(a.sent_at - a.waiting_since, interval '0'))), 0)::float8`.as(
                "queued",
              ),
            )
            .whereRef("a.editId", "=", "edits.id")}`.as("seconds"),
        )
        .where("editor", "=", editor)
        .where("status", "=", "completed")
        .where("enhancingStartedAt", "is not", null)
        .orderBy("finishedAt", "desc")
        .limit(50)
        .as("recent"),
    )
    .select(sql<number | null>`percentile_cont(0.5) within group (order by recent.seconds)`.as("median"))
    .executeTakeFirst();
  return row?.median ?? null;
}
