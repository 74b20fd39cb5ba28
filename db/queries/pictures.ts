import { type QueryCreator, type RawBuilder, sql } from "kysely";
import type { EditStatus } from "@/lib/lifecycle";
import type { Db } from "../client";
import type { Database } from "../schema";

/** One picture of an owner, as a list shows it: by one of its versions. */
export type PictureRow = {
  pictureId: string;
  /** Where it stands in the list; what comes after it is asked for with it. */
  cursor: string;
  editId: string;
  version: number;
  status: EditStatus;
  prompt: string | null;
  createdAt: Date;
  thumbnailKey: string | null;
  originalKey: string | null;
  originalThumbnailKey: string | null;
  /** How many versions this owner has of it. */
  versions: number;
  /** Of all their pictures at full size. */
  bytes: number;
  expiresAt: Date;
};

type Wanted = {
  ownerHash: string;
  /** Words that are all in the prompt of one version, in any case and with or without accents. */
  words: readonly string[];
  /** Of the last row that is known; `null`: from the newest. */
  after: string | null;
  limit: number;
};

/** Whether all these words stand in a prompt: each by itself, as `edits.words` is made of it, and none as a pattern. */
function matches(words: readonly string[]): RawBuilder<boolean> {
  const found = words.map(
    (word) =>
      sql`strpos(words, lower(regexp_replace(normalize(${word}::text, NFKD), E'[\\u0300-\\u036f]+', '', 'g'))) > 0`,
  );
  return found.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(found, sql` and `)}`;
}

/** The newest version of each picture of an owner, newest first. */
function newestOfEach(db: QueryCreator<Database>, { ownerHash, words, after, limit }: Wanted) {
  const [time = "", id = ""] = after?.split("_") ?? [];
  return db
    .selectFrom("edits as e")
    .select(["e.pictureId", "e.createdAt", "e.id"])
    .where("e.ownerHash", "=", ownerHash)
    .where("e.deletedAt", "is", null)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom("edits as n")
            .select("n.id")
            .whereRef("n.pictureId", "=", "e.pictureId")
            .whereRef("n.version", ">", "e.version")
            .where("n.ownerHash", "=", ownerHash)
            .where("n.deletedAt", "is", null),
        ),
      ),
    )
    .$if(after !== null, (some) => some.where(sql<boolean>`(e.created_at, e.id) < (${time}::timestamptz, ${id}::uuid)`))
    .$if(words.length > 0, (some) =>
      some.where("e.pictureId", "in", (of) =>
        of
          .selectFrom("edits")
          .select("pictureId")
          .where("ownerHash", "=", ownerHash)
          .where("deletedAt", "is", null)
          .where(matches(words)),
      ),
    )
    .orderBy("e.createdAt", "desc")
    .orderBy("e.id", "desc")
    .limit(limit);
}

/**
 * The pictures of an owner by their newest version, newest first. Each is shown by its newest version that is completed,
 * and has the words that are looked for; by the newest of all where none is.
 */
export async function findOwnPictures(db: Db, wanted: Wanted): Promise<PictureRow[]> {
  return db
    .with(
      (cte) => cte("page").materialized(),
      (query) => newestOfEach(query, wanted),
    )
    .with(
      (cte) => cte("versions").materialized(),
      (query) =>
        query
          .selectFrom("edits as mine")
          .innerJoin("page", "page.pictureId", "mine.pictureId")
          .selectAll("mine")
          .where("mine.ownerHash", "=", wanted.ownerHash)
          .where("mine.deletedAt", "is", null),
    )
    .with("counts", (query) =>
      query
        .selectFrom("versions")
        .select(["pictureId", sql<number>`count(*)::int`.as("versions")])
        .groupBy("pictureId"),
    )
    .with("stored", (query) =>
      query
        .selectFrom("versions")
        .select(["pictureId", "originalKey as key", "originalSize as size"])
        .union(query.selectFrom("versions").select(["pictureId", "resultKey as key", "resultSize as size"])),
    )
    .with("sizes", (query) =>
      query
        .selectFrom("stored")
        .select(["pictureId", sql<number>`sum(size)::float8`.as("bytes")])
        .where("key", "is not", null)
        .groupBy("pictureId"),
    )
    .with("shown", (query) =>
      query
        .selectFrom("versions")
        .selectAll()
        .distinctOn("pictureId")
        .orderBy("pictureId")
        .orderBy(sql`(${matches(wanted.words)}) is true`, "desc")
        .orderBy(sql`status = 'completed'`, "desc")
        .orderBy("version", "desc"),
    )
    .selectFrom("page")
    .innerJoin("shown", "shown.pictureId", "page.pictureId")
    .innerJoin("counts", "counts.pictureId", "page.pictureId")
    .leftJoin("sizes", "sizes.pictureId", "page.pictureId")
    .innerJoin("chains", "chains.rootId", "shown.rootId")
    .select([
      "page.pictureId",
      sql<string>`to_char(page.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || page.id`.as(
        "cursor",
      ),
      "shown.id as editId",
      "shown.version",
      "shown.status",
      "shown.prompt",
      "shown.createdAt",
      "shown.thumbnailKey",
      "shown.originalKey",
      "shown.originalThumbnailKey",
      "counts.versions",
      sql<number>`coalesce(sizes.bytes, 0)`.as("bytes"),
      "chains.expiresAt",
    ])
    .orderBy("page.createdAt", "desc")
    .orderBy("page.id", "desc")
    .execute();
}

/** How much an owner has here, and at which time of the database; `bytes` of its pictures at full size, those that a follow-up shares with its parent once. */
export async function countOwnPictures(
  db: Db,
  ownerHash: string,
): Promise<{ pictures: number; versions: number; bytes: number; asOf: Date }> {
  return db
    .with(
      (cte) => cte("own").materialized(),
      (query) =>
        query
          .selectFrom("edits")
          .select(["pictureId", "originalKey", "originalSize", "resultKey", "resultSize"])
          .where("ownerHash", "=", ownerHash)
          .where("deletedAt", "is", null),
    )
    .with("stored", (query) =>
      query
        .selectFrom("own")
        .select(["originalKey as key", "originalSize as size"])
        .union(query.selectFrom("own").select(["resultKey as key", "resultSize as size"])),
    )
    .selectFrom("own")
    .select((of) => [
      sql<number>`count(distinct picture_id)::int`.as("pictures"),
      sql<number>`count(*)::int`.as("versions"),
      sql<Date>`now()`.as("asOf"),
      of
        .selectFrom("stored")
        .select(sql<number>`coalesce(sum(size), 0)::float8`.as("bytes"))
        .where("key", "is not", null)
        .$asScalar()
        .$notNull()
        .as("bytes"),
    ])
    .executeTakeFirstOrThrow();
}

/**
 * Ids of an owner's versions, follow-ups before what they were made of: of the picture that `editId` is a version of, or
 * of all; `until`: those that were there by that time.
 */
export async function findOwnVersions(
  db: Db,
  {
    ownerHash,
    editId,
    until,
    limit,
  }: { ownerHash: string; editId: string | null; until: string | null; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom("edits")
    .select("id")
    .where("ownerHash", "=", ownerHash)
    .where("deletedAt", "is", null)
    .$if(until !== null, (query) => query.where("createdAt", "<=", sql<Date>`${until}::timestamptz`))
    .$if(editId !== null, (query) =>
      query.where("pictureId", "=", (select) =>
        select.selectFrom("edits").select("pictureId").where("id", "=", editId),
      ),
    )
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
