import { type Kysely, sql } from "kysely";

// When what runs by itself has last run: without it nobody could tell a runner that works from one that only answers.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table looks (name text primary key, looked_at timestamptz not null)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table looks`.execute(db);
}
