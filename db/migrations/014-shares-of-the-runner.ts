import { type Kysely, sql } from "kysely";

// For whom the embedded runner works: who has the fewest jobs at once is next.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table runner_runs add column share text`.execute(db);
  await sql`alter table runner_jobs add column share text`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table runner_jobs drop column share`.execute(db);
  await sql`alter table runner_runs drop column share`.execute(db);
}
