import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who may rate and continue an edit: of one that a page of ours asked for, its browser alone.
  await sql`alter table edits add column made_by_page boolean not null default false`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edits drop column made_by_page`.execute(db);
}
