import { type Kysely, sql } from "kysely";

// A provider's time is counted by its answers: what nobody asked for while the server was away is no silence of its.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edit_attempts add column asked_since timestamptz`.execute(db);
  await sql`alter table edit_attempts add column answered_at timestamptz`.execute(db);
  // The failed edit that this one was asked for anew, the first of them: a replay of any must know of the others.
  await sql`alter table edits add column retry_of uuid`.execute(db);
  await sql`create index edits_retry_of on edits (retry_of) where retry_of is not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index edits_retry_of`.execute(db);
  await sql`alter table edits drop column retry_of`.execute(db);
  await sql`alter table edit_attempts drop column answered_at`.execute(db);
  await sql`alter table edit_attempts drop column asked_since`.execute(db);
}
