import { type Kysely, sql } from "kysely";

// What the owner says a result shows; without, its prompt stands in.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edits add column alt_text text check (char_length(alt_text) between 1 and 500)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edits drop column alt_text`.execute(db);
}
