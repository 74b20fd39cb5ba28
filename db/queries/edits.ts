import { type CompiledQuery, type ExpressionBuilder, type Selectable, sql } from "kysely";
import type { Db } from "../client";
import { mayStillCome } from "./results-to-come";
import type { Database, EditsTable } from "../schema";

export type EditRow = Selectable<EditsTable>;

/** An edit with what its view needs from elsewhere; `checkable`: see `checkEdit`. */
export type EditRecord = EditRow & { expiresAt: Date; feedbackRating: 0 | 1 | null; checkable: boolean };

export type NewEdit = Pick<
  EditRow,
  | "id"
  | "rootId"
  | "parentId"
  | "pictureId"
  | "chainPosition"
  | "prompt"
  | "enhanceMode"
  | "bestEffort"
  | "fullSize"
  | "requestedEditor"
  | "originalKey"
  | "originalType"
  | "originalWidth"
  | "originalHeight"
  | "originalSize"
  | "originalSha256"
  | "ownerHash"
  | "clientHash"
> &
  Partial<
    Pick<
      EditRow,
      | "sourceNotes"
      | "sourceFormat"
      | "sourceLossy"
      | "originalPreviewKey"
      | "originalThumbnailKey"
      | "madeByPage"
      | "retryOf"
    >
  >;

/**
 * Whether looking once more may bring the result of a failed edit: it is stored, or its last attempt may still bring it.
 * Without parameters.
 */
export const checkable = (select: ExpressionBuilder<Database, "edits">) =>
  sql<boolean>`case when edits.status = 'failed' then edits.result_key is not null or ${select.exists(
    select
      .selectFrom("editAttempts")
      .select("editAttempts.id")
      .whereRef("editAttempts.editId", "=", "edits.id")
      .where(mayStillCome),
  )} else false end`.as("checkable");

/**
 * A statement that is built and compiled once for each view of the database (a transaction is one of
 * its own) and executed with parameters in the place of those that it is built with.
 */
function compiledOnce<Row>(
  build: (db: Db) => { compile(): CompiledQuery<Row> },
): (db: Db, parameters: readonly unknown[]) => Promise<Row[]> {
  const compiled = new WeakMap<Db, CompiledQuery<Row>>();
  return async (db, parameters) => {
    const statement = compiled.get(db) ?? build(db).compile();
    compiled.set(db, statement);
    const { rows } = await db.executeQuery<Row>({ ...statement, parameters });
    return rows;
  };
}

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
export async function findEditRecords(db: Db, ids: readonly string[]): Promise<EditRecord[]> {
  return recordsById(db, [ids]);
}

/** One edit, or `null` when it is unknown or deleted. */
export async function findEditRecord(db: Db, id: string): Promise<EditRecord | null> {
  return (await recordById(db, [id]))[0] ?? null;
}

/** All edits of the chain that `id` belongs to, tombstones too; parents before their follow-ups. */
export async function findChainOf(db: Db, id: string): Promise<EditRecord[]> {
  return selectRelated(db, id, "rootId").orderBy("edits.chainPosition").orderBy("edits.createdAt").execute();
}

/** All edits of the picture that `id` belongs to, of every chain and tombstones too, by their numbers. */
export async function findPictureOf(db: Db, id: string): Promise<EditRecord[]> {
  return selectRelated(db, id, "pictureId").orderBy("edits.version").execute();
}

const selectRelated = (db: Db, id: string, group: "rootId" | "pictureId") =>
  db
    .selectFrom("edits as named")
    .innerJoin("edits", `edits.${group}`, `named.${group}`)
    .innerJoin("chains", "chains.rootId", "edits.rootId")
    .leftJoin("editFeedback", "editFeedback.editId", "edits.id")
    .selectAll("edits")
    .select(["chains.expiresAt as expiresAt", "editFeedback.rating as feedbackRating"])
    .select(checkable)
    .where("named.id", "=", id);

export type ChainLink = Pick<
  EditRow,
  | "id"
  | "parentId"
  | "chainPosition"
  | "version"
  | "prompt"
  | "status"
  | "originalKey"
  | "resultKey"
  | "createdAt"
  | "deletedAt"
>;

/** The edits of {@link findChainOf} with no more than the history of a chain tells. */
export async function findChainLinks(db: Db, id: string): Promise<ChainLink[]> {
  return db
    .selectFrom("edits as named")
    .innerJoin("edits", "edits.rootId", "named.rootId")
    .select([
      "edits.id",
      "edits.parentId",
      "edits.chainPosition",
      "edits.version",
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

/** The hash of the client that asked for an edit; `null` when it is not known. */
export async function findEditClient(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom("edits").select("clientHash").where("id", "=", id).executeTakeFirst();
  return row?.clientHash ?? null;
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

/**
 * Seconds from claim to completion of this editor's last edits, without those in the queue for a slot:
 * their median, or `null` without any. A full queue must not make the work itself seem slow.
 * @param pixels of the picture, where its size matters: only edits of at least half and at most twice as many count.
 */
export async function usualSeconds(db: Db, editor: string, pixels: number | null = null): Promise<number | null> {
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
        .$if(pixels !== null, (query) =>
          query.where(
            sql<boolean>`original_width::float8 * original_height between ${pixels}::float8 / 2 and ${pixels}::float8 * 2`,
          ),
        )
        .orderBy("finishedAt", "desc")
        .limit(50)
        .as("recent"),
    )
    .select(sql<number | null>`percentile_cont(0.5) within group (order by recent.seconds)`.as("median"))
    .executeTakeFirst();
  return row?.median ?? null;
}

/**
 * Writes down what the editor says of a result that is about to be stored; twice is the same as once. Not on an edit that
 * was deleted meanwhile, since it may quote the prompt.
 */
export async function writeResultNotes(
  db: Db,
  editId: string,
  notes: Pick<EditRow, "resultNotes" | "leftOut">,
): Promise<void> {
  await db.updateTable("edits").set(notes).where("id", "=", editId).where("prompt", "is not", null).execute();
}

/** Writes down what a result shows, or with `null` that nobody says so; false where there is none, or no longer. */
export async function writeAltText(db: Db, editId: string, altText: string | null): Promise<boolean> {
  const result = await db
    .updateTable("edits")
    .set({ altText })
    .where("id", "=", editId)
    .where("deletedAt", "is", null)
    .where("status", "=", "completed")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
