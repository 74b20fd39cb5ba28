import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // What the editor says of its result, in sentences for a person: what it left out, how many faces it covered.
  await sql`alter table edits add column result_notes text[] not null default '{}'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edits drop column result_notes`.execute(db);
}
