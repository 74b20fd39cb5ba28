import { type Kysely, sql } from "kysely";

/** What one client has stored in a day is summed before each edit without reading everybody's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index edits_by_client on edits (client_hash) where client_hash is not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index edits_by_client`.execute(db);
}
