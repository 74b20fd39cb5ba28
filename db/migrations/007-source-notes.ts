import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // What of the file that was sent is not in the picture that is kept, by codes: its other frames, 16 bits, HDR.
  await sql`alter table edits add column source_notes text[] not null default '{}'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edits drop column source_notes`.execute(db);
}
