import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Of the file that a chain began with: its format, and whether it is kept with loss, as its results then are.
  // Whether anything of the result is transparent. Null where an edit was made before these were known.
  await sql`
    alter table edits
      add column source_format text,
      add column source_lossy boolean,
      add column result_alpha boolean`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table edits
      drop column source_format,
      drop column source_lossy,
      drop column result_alpha`.execute(db);
}
