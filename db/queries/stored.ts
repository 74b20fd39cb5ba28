import { sql } from "kysely";
import type { Db } from "../client";

/**
 * Bytes that a client's edits and uploads of today take, and the seconds until its next day begins, since its hash is
 * another one then. A picture that a follow-up shares with its parent counts once; small pictures do not.
 */
export async function storedToday(db: Db, clientHash: string): Promise<{ bytes: number; secondsLeft: number }> {
  const row = await db
    .selectNoFrom((from) => [
      from
        .selectFrom("edits as edit")
        .leftJoin("edits as parent", "parent.id", "edit.parentId")
        .select(
          sql<string>`coalesce(sum(coalesce(edit.result_size, 0)::bigint
            + case when parent.result_key = edit.original_key then 0 else coalesce(edit.original_size, 0) end), 0)`.as(
            "bytes",
          ),
        )
        .where("edit.clientHash", "=", clientHash)
        .as("edits"),
      from
        .selectFrom("uploads")
        .select(sql<string>`coalesce(sum(size), 0)`.as("bytes"))
        .where("scope", "=", clientHash)
        .where("usedAt", "is", null)
        .as("uploads"),
      sql<number>`ceil(extract(epoch from ((now() at time zone 'utc')::date + 1)::timestamp
        - (now() at time zone 'utc')))::int`.as("secondsLeft"),
    ])
    .executeTakeFirstOrThrow();
  return { bytes: Number(row.edits ?? 0) + Number(row.uploads ?? 0), secondsLeft: row.secondsLeft };
}
