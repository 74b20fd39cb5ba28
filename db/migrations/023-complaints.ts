import { type Kysely, sql } from "kysely";

/** The complaints of a range are found without reading every edit of it: there are few of the ones and many of the others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index edit_facts_complaints on edit_facts (day, ended_at) where rating = 0 and has_text`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index edit_facts_complaints`.execute(db);
}
