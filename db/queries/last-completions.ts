import type { Db } from "../client";

/** When each of these editors last completed an edit; those that never did are left out. One look into the index each. */
export async function lastCompletions(db: Db, editors: readonly string[]): Promise<Map<string, Date>> {
  const rows = await Promise.all(
    editors.map((editor) =>
      db
        .selectFrom("edits")
        .select(["editor", "finishedAt"])
        .where("editor", "=", editor)
        .where("status", "=", "completed")
        .orderBy("finishedAt", "desc")
        .limit(1)
        .executeTakeFirst(),
    ),
  );
  return new Map(rows.flatMap((row) => (row?.editor && row.finishedAt ? [[row.editor, row.finishedAt]] : [])));
}
